import { Exchange } from "./exchange";
import { callPlugin, openConnection, openStream } from "./generated/bridge";
import { HttpStream } from "./http-stream";
import { Service } from "./service";
import { TcpConnection } from "./tcp-connection";

/** A plugin of a proxy; it serves streams unless the proxy refused it. */
export class Plugin extends Service {
  /** Sends a GET, to which the upstream responds with 200; returns its stream. */
  get(path: string): HttpStream {
    return this.request("GET", path).send();
  }

  /**
   * Begins to describe a request; `send` sends it.
   *
   * ```ts
   * const stream = plugin
   *   .request("POST", "/users")
   *   .header("content-type", "text/plain")
   *   .body("melon")
   *   .answer(new Answer(201))
   *   .send();
   * ```
   */
  request(method: string, path: string): Exchange {
    return new Exchange(this.id, method, path);
  }

  /** Calls its `onForeignFunction`, as an extension of the proxy would. */
  foreignFunction(functionId: u32, data: Uint8Array): void {
    callPlugin(this.id, functionId, data);
  }

  /** Opens a stream to drive part by part. */
  httpStream(): HttpStream {
    return new HttpStream(openStream(this.id));
  }

  /** Opens a TCP connection, which the server accepts. */
  tcpConnection(): TcpConnection {
    return new TcpConnection(openConnection(this.id));
  }
}

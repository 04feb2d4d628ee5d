import { bufferOf } from "./bytes";
import { Exchange } from "./exchange";
import { HttpStream } from "./http-stream";
import { Service } from "./service";
import { callPlugin, openConnection, openStream } from "./spec-host";
import { TcpConnection } from "./tcp-connection";

/** A plugin of a proxy, which serves streams unless it was refused. */
export class Plugin extends Service {
  /** Sends a GET, which the upstream answers with 200; returns its stream. */
  get(path: string): HttpStream {
    return this.request("GET", path).send();
  }

  /**
   * Begins a whole exchange, which `send` ends.
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

  /** Calls its `onForeignFunction`, as what a proxy is extended by would. */
  foreignFunction(functionId: u32, data: Uint8Array): void {
    callPlugin(this.id, functionId, bufferOf(data));
  }

  /** Opens a stream to drive part by part. */
  httpStream(): HttpStream {
    return new HttpStream(openStream(this.id));
  }

  /** Opens a TCP connection, which the server takes. */
  tcpConnection(): TcpConnection {
    return new TcpConnection(openConnection(this.id));
  }
}

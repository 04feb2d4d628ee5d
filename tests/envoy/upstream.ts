import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { paired, type Header } from "../../cli/envoy/http-request.ts";

export interface RecordedRequest {
  method: string;
  path: string;
  /** In the order and spelling of the wire. */
  headers: Header[];
  body: Buffer;
  trailers: Header[];
}

/** Answers a request that has been recorded, including body and trailers. */
export type UpstreamHandler = (
  request: RecordedRequest,
  response: ServerResponse,
) => void;

/**
 * An HTTP/1.1 server on 127.0.0.1 that records what reaches it.
 *
 * Without a handler it answers with the request as JSON, the body as text.
 *
 *     const upstream = await Upstream.start();
 *     cluster({ name: "upstream", port: upstream.port });
 *     …
 *     upstream.requests[0].headers;
 *     await upstream.stop();
 */
export class Upstream {
  readonly requests: RecordedRequest[] = [];
  readonly #server: Server;

  static start(handler: UpstreamHandler = echo): Promise<Upstream> {
    const upstream = new Upstream(handler);
    return new Promise((resolve, reject) => {
      upstream.#server.once("error", reject);
      upstream.#server.listen(0, "127.0.0.1", () => resolve(upstream));
    });
  }

  private constructor(handler: UpstreamHandler) {
    this.#server = createServer((incoming, response) => {
      record(incoming).then(
        (request) => {
          this.requests.push(request);
          handler(request, response);
        },
        // A request that broke off cannot be answered.
        () => response.destroy(),
      );
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Closes the server and its connections; may be called again. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method!,
    path: incoming.url!,
    headers: paired(incoming.rawHeaders),
    body: Buffer.concat(chunks),
    trailers: paired(incoming.rawTrailers),
  };
}

function echo(request: RecordedRequest, response: ServerResponse): void {
  const body = request.body.toString("utf8");
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ ...request, body }));
}

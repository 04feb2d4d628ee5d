import {
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";

/** One call, unary or streaming, as the server sees it. */
export interface GrpcExchange {
  /** `/package.Service/Method`. */
  path: string;
  headers: IncomingHttpHeaders;
  /** All messages so far. */
  messages: Buffer[];
  /** Sends initial metadata, which otherwise goes with the first message. */
  start(metadata?: Record<string, string>): void;
  /** Sends a message. */
  send(message: string): void;
  /** Ends the call. */
  end(status: number, message?: string, trailers?: object): void;
  /** Breaks the call off with an HTTP/2 error code. */
  reset(code?: number): void;
}

/** How a server handles calls to a path. */
export interface GrpcMethod {
  onStart?(call: GrpcExchange): void;
  onMessage?(call: GrpcExchange, message: string): void;
  /** The client has sent everything. */
  onEnd?(call: GrpcExchange): void;
  /** The client has broken the call off. */
  onCancel?(call: GrpcExchange): void;
}

/**
 * A gRPC server without TLS on 127.0.0.1 that runs until the test ends, or until a
 * file's tests end if it is given `{ after }` of node:test. Unknown paths are
 * UNIMPLEMENTED.
 *
 *     const server = await GrpcServer.start(t, {
 *       "/test.Echo/Say": { onMessage: (call, text) => { … } },
 *     });
 *     cluster({ name: "grpc", port: server.port, http2: true });
 */
export class GrpcServer {
  readonly calls: GrpcExchange[] = [];
  readonly #server: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();

  static start(
    t: { after(stop: () => void): void },
    methods: Record<string, GrpcMethod>,
  ): Promise<GrpcServer> {
    const server = new GrpcServer(methods);
    t.after(() => server.#stop());
    return new Promise((resolve) => {
      server.#server.listen(0, "127.0.0.1", () => resolve(server));
    });
  }

  private constructor(methods: Record<string, GrpcMethod>) {
    this.#server = createServer();
    this.#server.on("session", (session) => this.#sessions.add(session));
    this.#server.on("stream", (stream, headers) => {
      const call = exchange(stream, headers);
      this.calls.push(call);
      serve(stream, call, methods[call.path]);
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #stop(): void {
    this.#server.close();
    for (const session of this.#sessions) session.destroy();
  }
}

function exchange(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): GrpcExchange {
  const start = (metadata: Record<string, string> = {}) => {
    if (stream.headersSent || stream.destroyed) return;
    const type = { "content-type": "application/grpc" };
    stream.respond(
      { ":status": 200, ...type, ...metadata },
      { waitForTrailers: true },
    );
  };
  return {
    path: headers[":path"] as string,
    headers,
    messages: [],
    start,
    send(message) {
      start();
      // The client may have broken the call off by now.
      if (!stream.destroyed) stream.write(framed(Buffer.from(message)));
    },
    end(status, message = "", trailers = {}) {
      start();
      if (stream.destroyed) return;
      stream.on("wantTrailers", () =>
        stream.sendTrailers({
          "grpc-status": String(status),
          "grpc-message": encodeURIComponent(message),
          ...trailers,
        }),
      );
      stream.end();
    },
    reset: (code) => stream.close(code),
  };
}

function serve(
  stream: ServerHttp2Stream,
  call: GrpcExchange,
  method: GrpcMethod | undefined,
): void {
  let rest = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEAD && rest.length >= HEAD + rest.readUInt32BE(1)) {
      const end = HEAD + rest.readUInt32BE(1);
      const message = rest.subarray(HEAD, end);
      rest = rest.subarray(end);
      call.messages.push(message);
      method?.onMessage?.(call, message.toString());
    }
  });
  stream.on("end", () => method?.onEnd?.(call));
  // The client may break the call off; the test sees that in `onCancel`.
  stream.on("error", () => {});
  stream.on("aborted", () => method?.onCancel?.(call));
  if (method) method.onStart?.(call);
  else call.end(UNIMPLEMENTED);
}

const HEAD = 5;
const UNIMPLEMENTED = 12;

/** A message with its prefix: a flag, 0 for not compressed, and its length. */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

import {
  connect,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from "node:http2";
import { buffer } from "node:stream/consumers";

export interface Http2Request {
  port: number;
  path?: string;
  headers?: Record<string, string>;
  body: string;
  trailers: Record<string, string>;
}

export interface Http2Response {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The body as UTF-8. */
  text: string;
  trailers: IncomingHttpHeaders;
}

/**
 * Posts a body with trailers to 127.0.0.1 over HTTP/2, where a message may have a
 * `content-length` and trailers. Rejects where the stream breaks off.
 *
 *     const { text } = await http2Request({
 *       port: envoy.port("body-edit"),
 *       body: "a body",
 *       trailers: { "x-end": "1" },
 *     });
 */
export async function http2Request(
  options: Http2Request,
): Promise<Http2Response> {
  const { port, path = "/", headers = {}, body, trailers } = options;
  const session = connect(`http://127.0.0.1:${port}`);
  try {
    const stream = session.request(
      { ":method": "POST", ":path": path, ...headers },
      { waitForTrailers: true },
    );
    const ends: IncomingHttpHeaders[] = [];
    stream.on("wantTrailers", () => stream.sendTrailers(trailers));
    stream.on("trailers", (fields: IncomingHttpHeaders) => ends.push(fields));
    stream.end(body);
    const response = await responseOf(stream);
    const received = await buffer(stream);
    return {
      status: Number(response[":status"]),
      headers: response,
      body: received,
      text: received.toString(),
      trailers: Object.assign({}, ...ends) as IncomingHttpHeaders,
    };
  } finally {
    session.destroy();
  }
}

function responseOf(stream: ClientHttp2Stream): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    stream.once("response", resolve);
    stream.once("error", reject);
    stream.once("close", () => reject(new Error("There was no response.")));
  });
}

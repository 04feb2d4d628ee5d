import { createServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What the server answers: a body, and the headers besides its length. */
export interface AnswerWithTrailers {
  headers?: Record<string, string>;
  body: string | Buffer;
}

/**
 * Starts an HTTP/2 server on 127.0.0.1 whose answers have a `content-length` and the trailer
 * `x-end`; it runs until the test ends, or until a file's tests end if it is given `{ after }`
 * of node:test. Returns its port.
 *
 *     const port = await trailersUpstream({ after }, (body) => ({ body }));
 *     cluster({ name: "trailers", port, http2: true });
 */
export async function trailersUpstream(
  t: { after(stop: () => void): void },
  answer: (asked: Buffer) => AnswerWithTrailers,
): Promise<number> {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer((request, response) => {
    const respond = (asked: Buffer) => {
      const { headers, body } = answer(asked);
      const length = { "content-length": Buffer.byteLength(body) };
      response.writeHead(200, { ...headers, ...length });
      response.addTrailers({ "x-end": "1" });
      response.end(body);
    };
    // A request that broke off cannot be answered.
    buffer(request).then(respond, () => {});
  });
  server.on("session", (session) => sessions.add(session));
  t.after(() => {
    server.close();
    for (const session of sessions) session.destroy();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

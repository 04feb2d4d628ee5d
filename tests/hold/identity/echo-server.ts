import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";

const HEAD_END = "\r\n\r\n";

/**
 * A server that answers with the stamp of each request and its body. The answer to a request
 * without a stamp, as a filter's call is, is its path. `delayOf` says how long an answer to a
 * request with a stamp takes, in milliseconds.
 */
export async function startEcho(
  delayOf: (path: string) => number = () => 0,
): Promise<{ server: Server; port: number }> {
  const server = createServer({ noDelay: true }, (socket) => {
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (;;) {
        const end = text.indexOf(HEAD_END);
        if (end < 0) return;
        const head = text.slice(0, end + 2);
        const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
        const from = end + HEAD_END.length;
        if (text.length < from + length) return;
        const body = text.slice(from, from + length);
        text = text.slice(from + length);
        const stamp = /\r\nx-stamp: (\S*)/.exec(head)?.[1];
        const path = head.slice(head.indexOf("/") + 1, head.indexOf(" HTTP/"));
        const answer =
          stamp === undefined ? path : `stamp ${stamp} body ${body}`;
        const bytes = `HTTP/1.1 200 OK\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`;
        const delay = stamp === undefined ? 0 : delayOf(`/${path}`);
        if (delay === 0) socket.write(bytes);
        else setTimeout(() => socket.write(bytes), delay);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

import { connect } from "node:net";

/** After so long a request that is not answered hangs. */
const MOST_MILLISECONDS = 10_000;

/**
 * Sends a request over a connection of its own; resolves with the body of the answer, or with
 * what went wrong. A client that leaves after some milliseconds gets nothing.
 */
export function ask(
  port: number,
  path: string,
  leavesAfter?: number,
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let text = "";
    const finish = (answer: string) => {
      clearTimeout(timer);
      socket.resetAndDestroy();
      resolve(answer);
    };
    const timer = setTimeout(
      () => finish(leavesAfter === undefined ? "no answer in time" : "left"),
      leavesAfter ?? MOST_MILLISECONDS,
    );
    socket.on("error", () => {});
    socket.on("close", () => finish(`nothing but ${text}`));
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/.exec(text)?.[1]);
      if (end < 0 || text.length < end + 4 + length) return;
      const isRight = text.startsWith("HTTP/1.1 200 ");
      finish(isRight ? text.slice(end + 4) : text);
    });
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
  });
}

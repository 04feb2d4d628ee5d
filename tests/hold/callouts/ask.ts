import { Http1Connection, isOk } from "../clients/http1-connection.ts";

/** After so long a request that is not answered hangs. */
const MOST_MILLISECONDS = 10_000;

/**
 * Sends a request over a connection of its own; resolves with the body of the answer, or with
 * what went wrong. A client that leaves after some milliseconds gets nothing.
 */
export async function ask(
  port: number,
  path: string,
  leavesAfter?: number,
): Promise<string> {
  const connection = await Http1Connection.open(port);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    const end = leavesAfter === undefined ? "no answer in time" : "left";
    timer = setTimeout(resolve, leavesAfter ?? MOST_MILLISECONDS, end);
  });
  const answered = connection
    .ask(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`)
    .then((answer) => (isOk(answer) ? answer.body! : answer.text));
  const end = await Promise.race([answered, late]);
  clearTimeout(timer);
  connection.socket.resetAndDestroy();
  return end;
}

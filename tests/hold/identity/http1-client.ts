import { Http1Connection, isOk } from "../clients/http1-connection.ts";
import type { Tally } from "./tally.ts";

/** Sends one request after another, and leaves some of them at any time. */
export async function runHttp1(port: number, tally: Tally): Promise<void> {
  let connection = await Http1Connection.open(port);
  for (let next = tally.next(); next !== null; next = tally.next()) {
    const { identity, body, reset } = next;
    const bytes =
      `POST /${identity} HTTP/1.1\r\nhost: a\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`;
    if (reset) {
      // In the head, in the body, or while it is on its way.
      const part = tally.random.below(bytes.length + 1);
      const { socket } = connection;
      socket.write(tally.random.oneIn(2) ? bytes : bytes.slice(0, part));
      await pause(tally.random.below(4));
      socket.resetAndDestroy();
      connection = await Http1Connection.open(port);
      tally.resets++;
    } else {
      const answer = await connection.ask(bytes);
      tally.answer(identity, body, isOk(answer) ? answer.body! : answer.text);
    }
  }
  connection.socket.destroy();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds === 0) setImmediate(resolve);
    else setTimeout(resolve, milliseconds);
  });
}

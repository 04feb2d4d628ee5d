import type { Socket } from "node:net";
import type { Random } from "../../fuzz/random.ts";

/** What a server may do with a call, and the ways in which the call may end then. */
export interface Mode<Connection> {
  answer(connection: Connection, path: string, random: Random): void;
  ends: RegExp;
}

const LATE_MS = 4000;
const OK = "HTTP/1.1 200 OK\r\n";

function whole(body: string): string {
  return `${OK}content-length: ${body.length}\r\n\r\n${body}`;
}

/** The call's own answer, in full. */
const ANSWERED = /^answered own$/;
const FAILED = /^failed $/;
const LATE = /^late $/;
const BROKEN = /^(failed|late) $/;

/** Ways to answer an HTTP call; `own` stands for the path, which the answer has. */
export const HTTP_MODES: Record<string, Mode<Socket>> = {
  ok: {
    answer: (socket, path) => socket.write(whole(path)),
    ends: ANSWERED,
  },
  chunked: {
    answer: (socket, path) => {
      const size = path.length.toString(16);
      socket.write(`${OK}transfer-encoding: chunked\r\n\r\n${size}\r\n`);
      setTimeout(() => socket.write(`${path}\r\n0\r\n\r\n`), 5);
    },
    ends: ANSWERED,
  },
  stall: { answer: () => {}, ends: LATE },
  late: {
    answer: (socket, path) =>
      setTimeout(() => socket.write(whole(path)), LATE_MS),
    ends: LATE,
  },
  trickle: {
    answer: (socket, path) => {
      socket.write(`${OK}content-length: ${path.length}\r\n\r\n`);
      for (let i = 0; i < path.length; i++) {
        setTimeout(() => socket.write(path[i]), 200 * i);
      }
    },
    // What has begun is told from a failure by the clock.
    ends: BROKEN,
  },
  close: { answer: (socket) => socket.destroy(), ends: FAILED },
  reset: { answer: (socket) => socket.resetAndDestroy(), ends: FAILED },
  garbage: {
    answer: (socket, _path, random) => {
      const bytes = Array.from({ length: 60 }, () => random.below(256));
      socket.write(Buffer.from([0, ...bytes]));
    },
    ends: FAILED,
  },
  half: {
    answer: (socket, path) =>
      socket.end(`${OK}content-length: ${path.length + 9}\r\n\r\n${path}`),
    ends: FAILED,
  },
  cut: {
    answer: (socket, path, random) => {
      const bytes = whole(path);
      socket.end(bytes.slice(0, random.below(bytes.length)));
    },
    ends: BROKEN,
  },
  "bad-chunk": {
    answer: (socket) =>
      socket.write(`${OK}transfer-encoding: chunked\r\n\r\nzz\r\nx`),
    ends: FAILED,
  },
  many: {
    answer: (socket) => socket.write(`${OK}${"a: b\r\n".repeat(200)}\r\n`),
    ends: FAILED,
  },
  huge: {
    answer: (socket) => socket.write(`${OK}a: ${"b".repeat(100_000)}\r\n\r\n`),
    ends: FAILED,
  },
  interim: {
    answer: (socket, path) =>
      socket.write(
        `HTTP/1.1 103 Early\r\na: b\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${whole(path)}`,
      ),
    ends: ANSWERED,
  },
};

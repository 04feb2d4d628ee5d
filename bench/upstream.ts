import { createServer, type AddressInfo, type Socket } from "node:net";

/** A server in this process that answers at minimal cost. */
export interface Upstream {
  port: number;
  close(): void;
}

/**
 * Starts a server that reads each request to its end. It answers `UPPER` if the last
 * letter of the body is in upper case, otherwise `lower`, and `x-user: joe` where it is asked
 * for `/auth`.
 */
export function startUpstream(): Promise<Upstream> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    answerAll(socket);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    });
  });
}

const HEAD_END = "\r\n\r\n";

/** Answers one request at a time: Envoy sends the next one after the answer. */
function answerAll(socket: Socket): void {
  let left: number | null = null;
  let isChunked = false;
  let isWho = false;
  let tail = "";
  socket.on("data", (chunk) => {
    let rest = chunk;
    if (left === null) {
      const end = chunk.indexOf(HEAD_END);
      const head = chunk.toString("latin1", 0, end).toLowerCase();
      isWho = head.startsWith("get /auth ");
      isChunked = head.includes("\r\ntransfer-encoding: chunked");
      left = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
      rest = chunk.subarray(end + HEAD_END.length);
    }
    left -= rest.length;
    tail += chunk.toString("latin1", Math.max(0, chunk.length - 64));
    tail = tail.slice(-64);
    if (isChunked ? !tail.endsWith("\r\n0\r\n\r\n") : left > 0) return;
    left = null;
    const answer = /[a-z][^A-Za-z]*$/.test(tail) ? "lower" : "UPPER";
    const user = isWho ? "x-user: joe\r\n" : "";
    socket.write(
      `HTTP/1.1 200 OK\r\n${user}content-length: 5\r\n\r\n${answer}`,
    );
  });
}

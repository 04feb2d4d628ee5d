import { createServer, type AddressInfo, type Socket } from "node:net";
import type { Upstream } from "./upstream.ts";

const HEADERS = 1;
const SETTINGS = 4;
const PING = 6;
const ACK = 1;
const END_STREAM = 1;
const END_HEADERS = 4;
const PREFACE_SIZE = 24;
const HEAD_SIZE = 9;
const STREAM_AT = 5;

/** `:status: 200` in the static table of HPACK. */
const STATUS_200 = Buffer.from([0x88]);

/**
 * Starts a server in this process that speaks as much HTTP/2 as a work needs: it answers each
 * request with the parts, each in a frame of its own, at most 16 KiB. Node's own server would
 * join small parts, and Envoy gives a filter one frame at a time.
 */
export function startFrameUpstream(parts: Buffer[]): Promise<Upstream> {
  const answer = answerOf(parts);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.write(frame(SETTINGS, 0, Buffer.alloc(0)));
    serve(socket, answer);
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

/** Returns the frames of the answer to a stream. */
type Answer = (stream: number) => Buffer;

function answerOf(parts: Buffer[]): Answer {
  const frames = [
    frame(HEADERS, END_HEADERS, STATUS_200),
    ...parts.map((part, i) =>
      frame(0, i === parts.length - 1 ? END_STREAM : 0, part),
    ),
  ];
  const all = Buffer.concat(frames);
  return (stream) => {
    const answer = Buffer.from(all);
    let at = 0;
    for (const { length } of frames) {
      answer.writeUInt32BE(stream, at + STREAM_AT);
      at += length;
    }
    return answer;
  };
}

function serve(socket: Socket, answer: Answer): void {
  let rest: Buffer = Buffer.alloc(0);
  let hasPreface = false;
  socket.on("data", (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!hasPreface) {
      if (rest.length < PREFACE_SIZE) return;
      hasPreface = true;
      rest = rest.subarray(PREFACE_SIZE);
    }
    while (rest.length >= HEAD_SIZE) {
      const end = HEAD_SIZE + rest.readUIntBE(0, 3);
      if (rest.length < end) return;
      const [type, flags] = [rest[3], rest[4]];
      const payload = rest.subarray(HEAD_SIZE, end);
      const isAck = (flags & ACK) !== 0;
      if (type === HEADERS) socket.write(answer(rest.readUInt32BE(STREAM_AT)));
      else if (type === SETTINGS && !isAck) {
        socket.write(frame(SETTINGS, ACK, Buffer.alloc(0)));
      } else if (type === PING && !isAck) {
        socket.write(frame(PING, ACK, payload));
      }
      rest = rest.subarray(end);
    }
  });
}

/** A frame of the connection, or of the stream that is set later. */
function frame(type: number, flags: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_SIZE);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  return Buffer.concat([head, payload]);
}

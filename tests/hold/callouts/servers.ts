import { once } from "node:events";
import {
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import type { Random } from "../../fuzz/random.ts";
import {
  END_STREAM,
  frame,
  FRAME,
  frames,
  PREFACE,
} from "../../envoy/http2-frames.ts";
import { GRPC_MODES } from "./grpc-modes.ts";
import { HTTP_MODES } from "./http-modes.ts";

const ACKNOWLEDGED = 1;

/** Starts a server that does with an HTTP call what its path says, and not more. */
export function startHttp(random: Random): Promise<Server> {
  return listen((socket) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (!text.endsWith("\r\n\r\n")) return;
      const path = text.split(" ")[1];
      text = "";
      HTTP_MODES[path.split("/")[2]].answer(socket, path, random);
    });
  });
}

/** Starts a server that does with a gRPC call what its message says. */
export function startGrpc(random: Random): Promise<Server> {
  return listen((socket) => {
    let rest: Buffer = Buffer.alloc(0);
    let isBegun = false;
    const messages = new Map<number, Buffer>();
    socket.write(frame(FRAME.Settings, 0, 0));
    socket.on("data", (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      if (!isBegun && rest.length < PREFACE.length) return;
      if (!isBegun) rest = rest.subarray(PREFACE.length);
      isBegun = true;
      for (const { type, flags, stream, payload } of frames(rest)) {
        rest = rest.subarray(9 + payload.length);
        if (type === FRAME.Settings && flags === 0) {
          socket.write(frame(FRAME.Settings, ACKNOWLEDGED, 0));
        }
        if (type === FRAME.Ping && flags === 0) {
          socket.write(frame(FRAME.Ping, ACKNOWLEDGED, 0, payload));
        }
        if (type !== FRAME.Data) continue;
        const before = messages.get(stream) ?? Buffer.alloc(0);
        const all = Buffer.concat([before, payload]);
        messages.set(stream, all);
        // What was read makes room for more.
        const size = Buffer.alloc(4);
        size.writeUInt32BE(Math.max(1, payload.length));
        socket.write(frame(FRAME.WindowUpdate, 0, 0, size));
        if ((flags & END_STREAM) === 0) continue;
        messages.delete(stream);
        const path = all.toString("latin1", 5);
        GRPC_MODES[path.split("/")[2]].answer({ socket, stream }, path, random);
      }
    });
  });
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listen(onSocket: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    onSocket(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import {
  END_HEADERS,
  END_STREAM,
  frame,
  FRAME,
  frames,
  headerBlock,
  PREFACE,
  settings,
} from "../../envoy/http2-frames.ts";

/** HPACK's number of `:status: 200`. */
const STATUS_200 = 0x88;

const METADATA = headerBlock({ one: "1" });

/** A server whose answers have metadata before their body. */
export async function startMetadata(): Promise<{
  port: number;
  stop: () => void;
}> {
  const server = createServer((socket) => {
    let received: Buffer = Buffer.alloc(0);
    const answered = new Set<number>();
    socket.on("error", () => {});
    socket.write(settings());
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (const { type, stream } of frames(received)) {
        if (type !== FRAME.Headers || answered.has(stream)) continue;
        answered.add(stream);
        socket.write(
          Buffer.concat([
            frame(
              FRAME.Headers,
              END_HEADERS,
              stream,
              headerBlock({ ":status": "200" }),
            ),
            frame(FRAME.Metadata, END_HEADERS, stream, METADATA),
            frame(FRAME.Data, END_STREAM, stream, Buffer.from("whole")),
          ]),
        );
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, stop: () => server.close() };
}

/** How a request with metadata ends, whose answer has some, too. */
export function metadataVictim(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let received: Buffer = Buffer.alloc(0);
    const finish = (end: string) => {
      socket.destroy();
      resolve(end);
    };
    socket.on("error", () => {});
    socket.on("close", () => finish("closed"));
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const own = frames(received).filter(({ stream }) => stream === 1);
      if (own.some(({ type }) => type === FRAME.ResetStream)) finish("closed");
      const head = own.find(({ type }) => type === FRAME.Headers);
      const isEnded = own.some(
        ({ type, flags }) =>
          type !== FRAME.Metadata && (flags & END_STREAM) !== 0,
      );
      if (head === undefined || !isEnded) return;
      if (head.payload[0] === STATUS_200) finish("200");
      finish(head.payload.includes("503") ? "503" : "another status");
    });
    const block = headerBlock({
      ":method": "POST",
      ":scheme": "http",
      ":path": "/victim/metadata",
      ":authority": "a",
    });
    socket.write(
      Buffer.concat([
        PREFACE,
        settings(),
        frame(FRAME.Headers, END_HEADERS, 1, block),
        frame(FRAME.Metadata, END_HEADERS, 1, METADATA),
        frame(FRAME.Data, END_STREAM, 1, Buffer.from("body")),
      ]),
    );
  });
}

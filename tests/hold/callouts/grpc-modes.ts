import type { Socket } from "node:net";
import {
  END_HEADERS,
  END_STREAM,
  frame,
  FRAME,
  headerBlock,
} from "../../envoy/http2-frames.ts";
import type { Mode } from "./http-modes.ts";

/** A call's stream on its connection. */
export interface GrpcStreamOf {
  socket: Socket;
  stream: number;
}

const LATE_MS = 4000;
const ANSWERED = /^answered own$/;
const FAILED = /^failed $/;
const LATE = /^late $/;

/** A message of gRPC: whether it is compressed, its length, and its bytes. */
function message(text: string, length = text.length, flag = 0): Buffer {
  const head = Buffer.alloc(5);
  head[0] = flag;
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, Buffer.from(text)]);
}

function head(
  { stream }: GrpcStreamOf,
  fields: Record<string, string> = {},
  flags = 0,
): Buffer {
  const block = headerBlock({
    ":status": "200",
    "content-type": "application/grpc",
    ...fields,
  });
  return frame(FRAME.Headers, END_HEADERS | flags, stream, block);
}

function data({ stream }: GrpcStreamOf, bytes: Buffer, flags = 0): Buffer {
  return frame(FRAME.Data, flags, stream, bytes);
}

function trailers({ stream }: GrpcStreamOf, status: string): Buffer {
  const block = headerBlock({ "grpc-status": status });
  return frame(FRAME.Headers, END_HEADERS | END_STREAM, stream, block);
}

/** Sends frames, unless the connection is gone. */
function send({ socket }: GrpcStreamOf, ...frames: Buffer[]): void {
  if (!socket.destroyed) socket.write(Buffer.concat(frames));
}

function whole(call: GrpcStreamOf, path: string): Buffer {
  return Buffer.concat([
    ...[head(call), data(call, message(path)), trailers(call, "0")],
  ]);
}

function mode(
  frames: (call: GrpcStreamOf, path: string) => Buffer[],
  ends: RegExp,
): Mode<GrpcStreamOf> {
  return { answer: (call, path) => send(call, ...frames(call, path)), ends };
}

/** Ways to answer a gRPC call. */
export const GRPC_MODES: Record<string, Mode<GrpcStreamOf>> = {
  ok: mode((call, path) => [whole(call, path)], ANSWERED),
  cut: {
    answer: (call, path) => {
      const bytes = message(path);
      send(call, head(call), data(call, bytes.subarray(0, 7)));
      setTimeout(() => {
        send(call, data(call, bytes.subarray(7)), trailers(call, "0"));
      }, 5);
    },
    ends: ANSWERED,
  },
  stall: { answer: () => {}, ends: LATE },
  late: {
    answer: (call, path) =>
      setTimeout(() => send(call, whole(call, path)), LATE_MS),
    ends: LATE,
  },
  begun: mode((call) => [head(call)], LATE),
  error: mode(
    (call) => [head(call, { "grpc-status": "13" }, END_STREAM)],
    FAILED,
  ),
  "no-status": mode(
    (call, path) => [head(call), data(call, message(path), END_STREAM)],
    FAILED,
  ),
  "no-message": mode((call) => [head(call), trailers(call, "0")], FAILED),
  "two-messages": mode(
    (call, path) => [
      head(call),
      data(call, message("other")),
      data(call, message(path)),
      trailers(call, "0"),
    ],
    /^(failed |answered (own|other))$/,
  ),
  "bad-status": mode(
    (call, path) => [
      head(call),
      data(call, message(path)),
      trailers(call, "x"),
    ],
    FAILED,
  ),
  short: mode(
    (call, path) => [
      head(call),
      data(call, message(path, path.length + 9)),
      trailers(call, "0"),
    ],
    FAILED,
  ),
  flagged: mode(
    (call, path) => [
      head(call),
      data(call, message(path, path.length, 0xfe)),
      trailers(call, "0"),
    ],
    FAILED,
  ),
  "http-503": mode(
    (call) => [head(call, { ":status": "503" }, END_STREAM)],
    FAILED,
  ),
  reset: mode(
    ({ stream }) => [
      frame(FRAME.ResetStream, 0, stream, Buffer.of(0, 0, 0, 8)),
    ],
    FAILED,
  ),
};

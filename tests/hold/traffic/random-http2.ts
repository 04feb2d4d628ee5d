import type { Random } from "../../fuzz/random.ts";
import {
  END_HEADERS,
  END_STREAM,
  frame,
  FRAME,
  headerBlock,
} from "../../envoy/http2-frames.ts";

type Field = [name: string, value: string];

const PADDED = 8;

/** The frames of a request, or of an answer, on a stream; some are wrong. */
export function randomMessage(
  random: Random,
  stream: number,
  isRequest: boolean,
): Buffer[] {
  const sent: Buffer[] = [];
  if (!isRequest && random.oneIn(6)) {
    const status = random.pick(["100", "102", "103", "101", "199"]);
    sent.push(...headers(random, stream, [[":status", status]], false));
  }
  const content = "data".repeat(random.pick([0, 1, 5, 400, 4000]));
  const fields = isRequest ? requestFields(random) : responseFields(random);
  if (random.oneIn(4)) {
    const lie = random.oneIn(3)
      ? random.pick(["3", "-1", "x", "0"])
      : undefined;
    fields.push(["content-length", lie ?? `${content.length}`]);
  }
  const hasBody = !random.oneIn(3);
  const trailers = random.oneIn(4) ? trailerFields(random) : undefined;
  sent.push(...headers(random, stream, fields, !hasBody && !trailers));
  if (hasBody)
    sent.push(...data(random, stream, content, trailers === undefined));
  if (trailers)
    sent.push(...headers(random, stream, trailers, !random.oneIn(10)));
  for (let more = random.below(3); more > 0; more--) {
    if (!random.oneIn(6)) continue;
    sent.splice(random.below(sent.length + 1), 0, randomFrame(random, stream));
  }
  return random.oneIn(12) ? damaged(random, sent) : sent;
}

/** A frame of any type, as it may come at any time or as it may not. */
export function randomFrame(random: Random, stream: number): Buffer {
  const other = random.pick([stream, stream, 0, 2, stream + 2, 99]);
  const [type, flags, on, payload] = random.pick(FRAMES)(random, other);
  return frame(type, flags, on, payload);
}

type FrameParts = [
  type: number,
  flags: number,
  stream: number,
  payload?: Buffer,
];

const FRAMES: readonly ((random: Random, stream: number) => FrameParts)[] = [
  (random, stream) => {
    const code = random.pick([0, 1, 2, 7, 8, 11, 99]);
    return [FRAME.ResetStream, 0, stream, number(code)];
  },
  (random, stream) => [FRAME.ResetStream, 0, stream, number(random.below(14))],
  (random, stream) => {
    const size = random.pick([1, 1000, 65_535, 0, 0x7fffffff]);
    return [FRAME.WindowUpdate, 0, stream, number(size)];
  },
  (random) => {
    const size = random.pick([8, 8, 7]);
    return [FRAME.Ping, random.below(2), 0, Buffer.alloc(size)];
  },
  (_, stream) => [FRAME.GoAway, 0, 0, numbers(stream, 0)],
  (_, stream) => [FRAME.Priority, 0, stream, numbers(0, 5).subarray(0, 5)],
  (random) => {
    const id = random.pick([1, 2, 3, 4, 5, 6, 8, 0x99]);
    const value = random.pick([
      0,
      1,
      100,
      16_384,
      65_535,
      2 ** 31,
      2 ** 32 - 1,
    ]);
    return [FRAME.Settings, 0, 0, numbers(id, value).subarray(2)];
  },
  (_, stream) => {
    const block = headerBlock({ a: "b" });
    return [FRAME.Continuation, END_HEADERS, stream, block];
  },
  (_, stream) => [FRAME.PushPromise, END_HEADERS, stream, number(2)],
  (random, stream) => {
    const type = random.pick([10, 11, 0x4d, 0xff]);
    return [type, random.below(256), stream, number(7)];
  },
  (random, stream) => {
    return [FRAME.Data, random.below(2), stream, Buffer.from("late")];
  },
  (random, stream) => {
    const block = Buffer.of(random.below(256), 0xff, 0xff);
    return [FRAME.Headers, END_HEADERS, stream, block];
  },
  (_, stream) => [FRAME.Data, END_STREAM, stream],
];

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function numbers(one: number, other: number): Buffer {
  return Buffer.concat([number(one), number(other)]);
}

function requestFields(random: Random): Field[] {
  const method = random.oneIn(8)
    ? random.pick(["CONNECT", "get", "OPTIONS", ""])
    : random.pick(["GET", "POST", "POST", "HEAD", "PUT"]);
  const fields: Field[] = [
    [":method", method],
    [":scheme", random.oneIn(20) ? "ftp" : "http"],
    [
      ":path",
      random.oneIn(8) ? random.pick(["*", "", "a", "/\x80", "/ "]) : "/a",
    ],
    [":authority", "a"],
    ...oddFields(random),
  ];
  if (random.oneIn(15)) fields.splice(random.below(4), 1);
  if (random.oneIn(25)) fields.push([":protocol", "websocket"]);
  return fields;
}

function responseFields(random: Random): Field[] {
  const status = random.oneIn(6)
    ? random.pick([
        "204",
        "304",
        "205",
        "404",
        "503",
        "0",
        "99",
        "600",
        "abc",
        "",
      ])
    : "200";
  return [[":status", status], ["date", "x"], ...oddFields(random)];
}

function trailerFields(random: Random): Field[] {
  if (!random.oneIn(6)) return [["x-t", "1"]];
  return [random.pick(TRAILERS), random.pick(TRAILERS)];
}

const TRAILERS: readonly Field[] = [
  ["x-t", "1"],
  ["x-t", "2"],
  ["grpc-status", "0"],
  ["content-length", "3"],
  [":status", "200"],
  ["X-Upper", "1"],
  ["connection", "close"],
  ["x-long", "t".repeat(3000)],
];

function oddFields(random: Random): Field[] {
  if (!random.oneIn(6)) return random.oneIn(2) ? [["x-a", "1"]] : [];
  return random.some(3, () =>
    random.pick<Field>([
      ["connection", "close"],
      ["transfer-encoding", "chunked"],
      ["te", "trailers"],
      ["te", "gzip"],
      ["X-Upper", "1"],
      ["x-odd", "a\0b"],
      ["x-odd", "a\r\nb"],
      ["x odd", "a"],
      ["", "a"],
      ["cookie", "a=b"],
      ["host", "b"],
      ["x-long", "v".repeat(random.pick([1000, 15_000]))],
      ["expect", "100-continue"],
      [":path", "/again"],
    ]),
  );
}

/** Headers, in one frame or with CONTINUATION. */
function headers(
  random: Random,
  stream: number,
  fields: Field[],
  isLast: boolean,
): Buffer[] {
  const flag = isLast ? END_STREAM : 0;
  const block = headerBlock(fields);
  const cuts = random.oneIn(4) ? random.pick([1, 2, 20]) : 0;
  const size = Math.min(
    16_384,
    Math.max(1, Math.ceil(block.length / (cuts + 1))),
  );
  const parts: Buffer[] = [];
  for (let at = 0; at < block.length; at += size) {
    parts.push(block.subarray(at, at + size));
  }
  return parts.map((part, index) => {
    const ends = index === parts.length - 1 ? END_HEADERS : 0;
    return index === 0
      ? frame(FRAME.Headers, flag | ends, stream, part)
      : frame(FRAME.Continuation, ends, stream, part);
  });
}

/** A body in frames, some of them padded or empty. */
function data(
  random: Random,
  stream: number,
  text: string,
  isLast: boolean,
): Buffer[] {
  const parts: Buffer[] = [];
  const size = random.pick([16_000, 16_000, 100]);
  for (let at = 0; at < text.length; at += size) {
    const part = Buffer.from(text.slice(at, at + size));
    if (random.oneIn(6)) {
      const padding = random.pick([0, 1, 200]);
      const padded = [Buffer.of(padding), part, Buffer.alloc(padding)];
      parts.push(frame(FRAME.Data, PADDED, stream, Buffer.concat(padded)));
    } else {
      parts.push(frame(FRAME.Data, 0, stream, part));
    }
    if (random.oneIn(12)) parts.push(frame(FRAME.Data, 0, stream));
  }
  if (isLast) parts.push(frame(FRAME.Data, END_STREAM, stream));
  return parts;
}

/** The same bytes with one of them changed, left out or doubled. */
function damaged(random: Random, sent: Buffer[]): Buffer[] {
  const bytes = Buffer.concat(sent);
  // Where frames begin, more depends on a byte.
  const at = random.below(
    random.oneIn(2) ? Math.min(40, bytes.length) : bytes.length,
  );
  switch (random.below(3)) {
    case 0:
      bytes[at] ^= 1 << random.below(8);
      return [bytes];
    case 1:
      return [bytes.subarray(0, at), bytes.subarray(at + 1)];
    default:
      return [bytes.subarray(0, at + 1), bytes.subarray(at)];
  }
}

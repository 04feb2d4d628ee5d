/** What an HTTP/2 client sends before its first frame. */
export const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** The types of frames, with METADATA, Envoy's extension of HTTP/2. */
export const FRAME = {
  Data: 0,
  Headers: 1,
  Priority: 2,
  ResetStream: 3,
  Settings: 4,
  PushPromise: 5,
  Ping: 6,
  GoAway: 7,
  WindowUpdate: 8,
  Continuation: 9,
  Metadata: 0x4d,
} as const;

/** Ends the headers or the metadata. */
export const END_HEADERS = 4;
/** Ends the stream. */
export const END_STREAM = 1;

/** Announces in SETTINGS that METADATA is understood. */
const ENABLE_METADATA = 0x4d44;

/** An HTTP/2 frame, for what Node's own client and server cannot send. */
export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Uint8Array = new Uint8Array(0),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** The SETTINGS of a peer that understands METADATA. */
export function settings(): Buffer {
  const setting = Buffer.alloc(6);
  setting.writeUInt16BE(ENABLE_METADATA, 0);
  setting.writeUInt32BE(1, 2);
  return frame(FRAME.Settings, 0, 0, setting);
}

/** Headers in HPACK's simplest form: literals without indexing. */
export function headerBlock(
  headers: Record<string, string> | [name: string, value: string][],
): Buffer {
  const list = Array.isArray(headers) ? headers : Object.entries(headers);
  const texts = list.flatMap(([name, value]) => [
    Buffer.of(0),
    literal(name),
    literal(value),
  ]);
  return Buffer.concat(texts);
}

/** A frame as a peer has sent it. */
export interface Frame {
  type: number;
  flags: number;
  stream: number;
  payload: Buffer;
}

/** The whole frames that a peer has sent so far. */
export function frames(bytes: Buffer): Frame[] {
  const found: Frame[] = [];
  const isClient = bytes.subarray(0, PREFACE.length).equals(PREFACE);
  let at = isClient ? PREFACE.length : 0;
  while (at + 9 <= bytes.length) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    if (end > bytes.length) break;
    found.push({
      type: bytes[at + 3],
      flags: bytes[at + 4],
      stream: bytes.readUInt32BE(at + 5),
      payload: bytes.subarray(at + 9, end),
    });
    at = end;
  }
  return found;
}

function literal(text: string): Buffer {
  const bytes = Buffer.from(text, "latin1");
  return Buffer.concat([lengthOf(bytes.length), bytes]);
}

/** HPACK's integer with a prefix of seven bits. */
function lengthOf(value: number): Buffer {
  if (value < 127) return Buffer.of(value);
  const bytes = [127];
  let rest = value - 127;
  for (; rest >= 128; rest = Math.floor(rest / 128))
    bytes.push((rest % 128) | 128);
  return Buffer.of(...bytes, rest);
}

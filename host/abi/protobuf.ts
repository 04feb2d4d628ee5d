import { unsignedLeb128 } from "../base/leb128.ts";

/** The fields of a protobuf message by number; the last one of a number counts. */
export type Fields = Map<number, number | Buffer>;

const VARINT = 0;
const BYTES = 2;
/** The sizes of wire types that are only skipped. */
const FIXED: Record<number, number> = { 1: 8, 5: 4 };
const MAX_VARINT = 10;

/**
 * Decodes a message of numbers, text and bytes; null where the bytes are not a
 * message.
 *
 *     decodeMessage(bytes)?.get(1);
 */
export function decodeMessage(bytes: Buffer): Fields | null {
  const fields: Fields = new Map();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let i = 0; i < MAX_VARINT && at < bytes.length; i++) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** (i * 7);
      if (byte < 0x80) return value;
    }
    return NaN;
  };
  while (at < bytes.length) {
    const key = varint();
    const fixed = FIXED[key % 8];
    if (key >= 8 && fixed !== undefined && at + fixed <= bytes.length) {
      at += fixed;
      continue;
    }
    const size = varint();
    if (Number.isNaN(key + size) || key < 8) return null;
    const field = Math.floor(key / 8);
    if (key % 8 === VARINT) fields.set(field, size);
    else if (key % 8 === BYTES && at + size <= bytes.length) {
      fields.set(field, bytes.subarray(at, (at += size)));
    } else return null;
  }
  return fields;
}

/** The text of a field; "" where there is none. */
export function textOf(fields: Fields, field: number): string {
  return bytesOf(fields, field).toString("utf8");
}

/** The bytes of a field; none where there is none. */
export function bytesOf(fields: Fields, field: number): Buffer {
  const value = fields.get(field);
  return value instanceof Buffer ? value : Buffer.alloc(0);
}

/** The number of a field; 0 where there is none. */
export function numberOf(fields: Fields, field: number): number {
  const value = fields.get(field);
  return typeof value === "number" ? value : 0;
}

/**
 * Encodes a message; leaves out what is false or empty, as protobuf does.
 *
 *     encodeMessage([[1, true], [2, "text"]]);
 */
export function encodeMessage(
  fields: readonly [number, boolean | Uint8Array | string][],
): Buffer {
  const parts = fields.flatMap(([field, value]) => {
    if (value === true) return [Buffer.from([field * 8 + VARINT, 1])];
    const bytes = Buffer.from(value === false ? "" : value);
    if (bytes.length === 0) return [];
    return [
      Buffer.from([field * 8 + BYTES, ...unsignedLeb128(bytes.length)]),
      bytes,
    ];
  });
  return Buffer.concat(parts);
}

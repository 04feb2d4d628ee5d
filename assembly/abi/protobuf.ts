/**
 * Protobuf messages, as far as the host's functions take and give them.
 *
 *     ┌────────────────────────┬──────────────────────────────────────────────┐
 *     │ varint: field << 3 | t │ t = 0: varint    1: 8 bytes    5: 4 bytes    │ × n
 *     │                        │     2: varint size, and as many bytes        │
 *     └────────────────────────┴──────────────────────────────────────────────┘
 *
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
import { encode, encodedRoom } from "./utf8";

const VARINT: u32 = 0;
const FIXED_64: u32 = 1;
const BYTES: u32 = 2;
const FIXED_32: u32 = 5;

/** A tag and a size take up to this. */
const MAX_HEAD: usize = 15;

/** Writes a message; what is 0 or empty is left out, as proto3 does. */
export class ProtobufWriter {
  private data: ArrayBuffer = new ArrayBuffer(64);
  private used: usize = 0;

  /** Writes an integer, a boolean or an enum. */
  integer(field: u32, value: u64): void {
    if (value == 0) return;
    this.reserve(MAX_HEAD);
    this.varint((field << 3) | VARINT);
    this.varint(value);
  }

  /** Writes a text. */
  text(field: u32, value: string): void {
    const bytes = new ArrayBuffer(<i32>encodedRoom(value));
    const at = changetype<usize>(bytes);
    this.block(field, at, encode(value, at));
  }

  /** Writes bytes. */
  bytes(field: u32, value: Uint8Array): void {
    this.block(field, value.dataStart, value.byteLength);
  }

  /** Returns what was written so far. */
  finish(): Uint8Array {
    return Uint8Array.wrap(this.data, 0, <i32>this.used);
  }

  private block(field: u32, from: usize, size: usize): void {
    if (size == 0) return;
    this.reserve(MAX_HEAD + size);
    this.varint((field << 3) | BYTES);
    this.varint(size);
    memory.copy(changetype<usize>(this.data) + this.used, from, size);
    this.used += size;
  }

  private varint(value: u64): void {
    const start = changetype<usize>(this.data);
    let left = value;
    while (left >= 0x80) {
      store<u8>(start + this.used++, <u8>(left | 0x80));
      left >>= 7;
    }
    store<u8>(start + this.used++, <u8>left);
  }

  private reserve(size: usize): void {
    const needed = this.used + size;
    if (needed <= <usize>this.data.byteLength) return;
    const larger = new ArrayBuffer((<i32>needed) << 1);
    memory.copy(
      changetype<usize>(larger),
      changetype<usize>(this.data),
      this.used,
    );
    this.data = larger;
  }
}

/** Reads a message field by field; one that is malformed ends there. */
export class ProtobufReader {
  /** The number of the field that `next` found. */
  field: u32 = 0;
  /** Its value where it is an integer, a boolean or an enum, else 0. */
  integer: u64 = 0;
  /** Whether it is a text, bytes or a message. */
  isBytes: bool = false;
  private start: i32 = 0;
  private end: i32 = 0;
  private at: i32 = 0;

  constructor(private readonly message: Uint8Array) {}

  /** Tells whether the fields so far were well-formed, and the last ended the message. */
  get isWhole(): bool {
    return this.at == this.message.length;
  }

  /** Goes to the next field; false at the end. */
  next(): bool {
    if (this.at >= this.message.length) return false;
    const tag = this.varint();
    // A tag has 32 bits, and no field has the number 0.
    if (tag < 8 || tag > u32.MAX_VALUE) return this.fail();
    this.field = <u32>(tag >> 3);
    this.integer = 0;
    this.start = this.at;
    const type = (<u32>tag) & 7;
    this.isBytes = type == BYTES;
    if (type == VARINT) this.integer = this.varint();
    else if (type == FIXED_64) this.skip(8);
    else if (type == FIXED_32) this.skip(4);
    else if (type == BYTES) {
      const size = this.varint();
      this.start = this.at;
      this.skip(size);
    } else return this.fail();
    this.end = this.at;
    return this.at <= this.message.length;
  }

  /** Returns the field's bytes. */
  bytes(): Uint8Array {
    return this.message.slice(this.start, this.end);
  }

  private skip(size: u64): void {
    const left = <u64>(this.message.length - this.at);
    if (this.at > this.message.length || size > left) this.fail();
    else this.at += <i32>size;
  }

  private varint(): u64 {
    let value: u64 = 0;
    for (let shift: u64 = 0; shift < 64; shift += 7) {
      if (this.at >= this.message.length) break;
      const byte = <u64>this.message[this.at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    this.fail();
    return 0;
  }

  /** Puts the reader after the end, where it stays. */
  private fail(): bool {
    this.at = this.message.length + 1;
    return false;
  }
}

import { decode } from "../abi/utf8";
import { Byte } from "./bytes";
import { JsonMismatch } from "./json-mismatch";
import { JsonReader } from "./json-reader";
import { NUMBER_ROOM, putDigits, putFloat } from "./put-number";
import { putUnits } from "./put-text";
import { MAX_DEPTH } from "./nesting";

/** What is written next. */
const enum Next {
  /** The document's value. */
  Document,
  /** The first value of a list, or its end. */
  FirstItem,
  /** Another value of a list, or its end. */
  Item,
  /** The first key of an object, or its end. */
  FirstKey,
  /** Another key of an object, or its end. */
  Key,
  /** The value of a key. */
  Value,
  /** Nothing: the document is complete. */
  Nothing,
}

/** The letters of words, the lowest byte first. */
const TRUE: u32 = 0x6575_7274;
const FALS: u32 = 0x736c_6166;
const NULL: u32 = 0x6c6c_756e;

/** The units of a text that room is made for at the least, in bytes. */
const PART: usize = 128 << 1;

/** Room to begin with, in bytes, and from where on it grows twofold and not fourfold. */
const ROOM: i32 = 256;
const LARGE: usize = 8192;

/** How many bytes the last document had, and how many more another one may have. */
let written: usize = 0;
const SPARE: usize = 1024;

/**
 * Writes JSON as UTF-8 bytes. It throws where a call would make it something else than
 * JSON, as a value without a key in an object, so what `bytes` returns is always JSON.
 *
 * A text is escaped where JSON wants that; a lone surrogate becomes an escape of its
 * own, as with `JSON.stringify`. Lists and objects nest up to 1024 deep. Keys are
 * written as they come, also twice.
 *
 * ```ts
 * const writer = new JsonWriter();
 * writer.beginObject();
 * writer.key("error").text("no such user");
 * writer.key("codes").beginList().i64(404).i64(7).endList();
 * writer.endObject();
 * log.info(writer.toString()); // {"error":"no such user","codes":[404,7]}
 * ```
 */
@final
export class JsonWriter {
  private buffer: ArrayBuffer = newBuffer(ROOM);
  /** Where the next byte goes, and where the room ends. */
  private at: usize = 0;
  private limit: usize = 0;
  private next: Next = Next.Document;
  private open: i32 = 0;
  /** For each level a bit: whether it is in an object, and not in a list. */
  private readonly outer: StaticArray<u8> = new StaticArray<u8>(MAX_DEPTH >> 3);

  constructor() {
    this.at = changetype<usize>(this.buffer);
    this.limit = this.at + ROOM;
  }

  /** Begins an object. */
  beginObject(): JsonWriter {
    return this.begin(Byte.ObjectBegin, Next.FirstKey);
  }

  /** Ends the object that was begun last. */
  endObject(): JsonWriter {
    if (this.next != Next.Key && this.next != Next.FirstKey) {
      throw new Error("Cannot end an object: none can end here");
    }
    return this.end(Byte.ObjectEnd);
  }

  /** Begins a list. */
  beginList(): JsonWriter {
    return this.begin(Byte.ListBegin, Next.FirstItem);
  }

  /** Ends the list that was begun last. */
  endList(): JsonWriter {
    if (this.next != Next.Item && this.next != Next.FirstItem) {
      throw new Error("Cannot end a list: none can end here");
    }
    return this.end(Byte.ListEnd);
  }

  /** Writes a key of an object, whose value is to follow. */
  key(name: string): JsonWriter {
    const isFirst = this.next == Next.FirstKey;
    if (!isFirst && this.next != Next.Key) {
      throw new Error(`Cannot write the key ${name}: no object is open for it`);
    }
    this.reserve(4);
    if (!isFirst) this.put(Byte.Comma);
    this.sdkText(name);
    this.put(Byte.Colon);
    this.next = Next.Value;
    return this;
  }

  /** Writes a text. */
  text(value: string): JsonWriter {
    this.beforeValue(0);
    this.sdkText(value);
    return this;
  }

  /** Writes a whole number. */
  i64(value: i64): JsonWriter {
    this.beforeValue(NUMBER_ROOM);
    this.sdkWhole(value, true);
    return this;
  }

  /** Writes a whole number. */
  u64(value: u64): JsonWriter {
    this.beforeValue(NUMBER_ROOM);
    this.sdkWhole(value, false);
    return this;
  }

  /**
   * Writes a number so that it reads as the same one; `null` for one that JSON does
   * not have, as `JSON.stringify` does: infinite ones and NaN.
   */
  f64(value: f64): JsonWriter {
    this.beforeValue(NUMBER_ROOM);
    this.sdkFloat(value);
    return this;
  }

  /** Writes `true` or `false`. */
  bool(value: bool): JsonWriter {
    this.beforeValue(5);
    this.sdkBool(value);
    return this;
  }

  /** Writes `null`. */
  nothing(): JsonWriter {
    this.beforeValue(4);
    this.sdkNull();
    return this;
  }

  /**
   * Writes the value that a reader is at as it is written there, and goes over it.
   * Returns false where it is none, and writes `null` then.
   */
  copy(reader: JsonReader): bool {
    reader.skip();
    if (reader.mismatch != JsonMismatch.None) {
      this.nothing();
      return false;
    }
    const from = reader.addressAt(reader.start);
    const size = reader.addressAt(reader.position) - from;
    this.beforeValue(size);
    memory.copy(this.at, from, size);
    this.at += size;
    return true;
  }

  /**
   * Returns what was written. The array is not a copy; what is written after `clear`
   * does not change it.
   */
  bytes(): Uint8Array {
    this.mustBeComplete();
    return Uint8Array.wrap(this.buffer, 0, <i32>this.size);
  }

  /** Returns what was written as a text. */
  toString(): string {
    this.mustBeComplete();
    return decode(changetype<usize>(this.buffer), this.size);
  }

  /** Begins another document. */
  clear(): void {
    this.buffer = newBuffer(ROOM);
    this.at = changetype<usize>(this.buffer);
    this.limit = this.at + ROOM;
    this.open = 0;
    this.next = Next.Document;
  }

  /**
   * Begins a value that the SDK writes as bytes, for which the methods below are. They
   * write what they are told to, and leave room for a number, a word or `sdkByte`.
   */
  sdkBegin(): void {
    this.beforeValue(0);
  }

  /** Enters a list or an object; how deep it is has a limit. */
  sdkEnter(): void {
    if (this.open++ == MAX_DEPTH) {
      throw new Error(`Cannot nest JSON deeper than ${MAX_DEPTH} levels`);
    }
  }

  /** Leaves it. */
  sdkLeave(): void {
    this.open--;
  }

  /** Writes bytes that are followed by 7 others. */
  sdkBytes(from: usize, size: usize): void {
    this.reserve(size + NUMBER_ROOM);
    const to = this.at;
    for (let at: usize = 0; at < size; at += 8) {
      store<u64>(to + at, load<u64>(from + at));
    }
    this.at = to + size;
  }

  /** Writes a byte, and makes room for what follows. */
  sdkByte(byte: u32): void {
    this.reserve(NUMBER_ROOM);
    this.put(byte);
  }

  /** Writes a whole number, which may be negative. */
  sdkWhole(value: u64, isSigned: bool): void {
    const isNegative = isSigned && <i64>value < 0;
    if (isNegative) this.put(Byte.Minus);
    this.at = putDigits(isNegative ? -value : value, this.at);
  }

  /** Writes any number, `null` for what JSON does not have. */
  sdkFloat(value: f64): void {
    if (isFinite(value)) this.at = putFloat(value, this.at);
    else this.sdkNull();
  }

  /** Writes `true` or `false`. */
  sdkBool(value: bool): void {
    store<u32>(this.at, value ? TRUE : FALS);
    store<u8>(this.at, Byte.LowerE, 4);
    this.at += value ? 4 : 5;
  }

  /** Writes `null`. */
  sdkNull(): void {
    store<u32>(this.at, NULL);
    this.at += 4;
  }

  /** Writes a text in quotes. */
  sdkText(text: string): void {
    let from = changetype<usize>(text);
    const end = from + ((<usize>text.length) << 1);
    let fits = this.reserveText(end - from);
    this.put(Byte.Quote);
    while (end - from > fits) {
      // The second half of a pair goes with the first.
      const part = from + fits;
      const until = (load<u16>(part) & 0xfc00) == 0xdc00 ? part + 2 : part;
      this.at = putUnits(from, until, end, this.at);
      from = until;
      fits = this.reserveText(end - from);
    }
    this.at = putUnits(from, end, end, this.at);
    this.put(Byte.Quote);
  }

  private mustBeComplete(): void {
    if (this.next != Next.Nothing) {
      throw new Error("Cannot return the JSON: it is not complete");
    }
    written = this.size;
  }

  private begin(byte: Byte, next: Next): JsonWriter {
    if (this.open == MAX_DEPTH) {
      throw new Error(`Cannot nest JSON deeper than ${MAX_DEPTH} levels`);
    }
    this.beforeValue(1);
    this.put(byte);
    const level = this.open++;
    const bit = (<u32>1) << (level & 7);
    const levels: u32 = unchecked(this.outer[level >> 3]);
    unchecked(
      (this.outer[level >> 3] = <u8>(
        (this.next == Next.Key ? levels | bit : levels & ~bit)
      )),
    );
    this.next = next;
    return this;
  }

  private end(byte: Byte): JsonWriter {
    this.reserve(1);
    this.put(byte);
    const level = --this.open;
    const levels: u32 = unchecked(this.outer[level >> 3]);
    const isInObject = ((levels >> (level & 7)) & 1) != 0;
    this.next = level == 0 ? Next.Nothing : isInObject ? Next.Key : Next.Item;
    return this;
  }

  /** Writes the comma in front of a value, and makes room for both. */
  private beforeValue(room: usize): void {
    this.reserve(room + 1);
    switch (this.next) {
      case Next.Value:
        this.next = Next.Key;
        return;
      case Next.Item:
        this.put(Byte.Comma);
        return;
      case Next.FirstItem:
        this.next = Next.Item;
        return;
      case Next.Document:
        this.next = Next.Nothing;
        return;
      case Next.Nothing:
        throw new Error("Cannot write a value: the document is complete");
      default:
        throw new Error("Cannot write a value: its key is missing");
    }
  }

  private get size(): usize {
    return this.at - changetype<usize>(this.buffer);
  }

  private put(byte: u32): void {
    store<u8>(this.at++, <u8>byte);
  }

  /**
   * Makes room for a part of a text, of which so many bytes are left, and what follows.
   * Returns how many bytes of it there is room for in any case.
   */
  private reserveText(left: usize): usize {
    // A unit of two bytes takes six at most; a pair may go over the end of a part.
    this.reserve((min(left, PART) + 2) * 3 + NUMBER_ROOM);
    if (left <= PART) return left;
    return ((this.limit - this.at - NUMBER_ROOM) / 6 - 1) << 1;
  }

  /** Makes room for more bytes. */
  private reserve(more: usize): void {
    if (this.at + more > this.limit) this.grow(more);
  }

  private grow(more: usize): void {
    const size = this.size;
    const grown = max(size + more, size << (size < LARGE ? 2 : 1));
    // A filter's documents are often about as long as each other.
    const room = max(grown, min(written + SPARE, size << 4));
    const buffer = newBuffer(<i32>room);
    const start = changetype<usize>(buffer);
    memory.copy(start, changetype<usize>(this.buffer), size);
    this.buffer = buffer;
    this.at = start + size;
    this.limit = start + room;
  }
}

function newBuffer(size: i32): ArrayBuffer {
  return changetype<ArrayBuffer>(__new(size, idof<ArrayBuffer>()));
}

import { decode } from "../abi/utf8";
import { Byte } from "./bytes";
import { JsonMismatch } from "./json-mismatch";
import { JsonReader } from "./json-reader";
import { MAX_DEPTH } from "./skip-value";
import { putUnits } from "./put-text";

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

/** The units that room is made for at a time, in bytes, and what they may take. */
const PART_UNITS: usize = 32 << 1;
const PART: usize = 33 * 6;

/** Room to begin with, in bytes. */
const ROOM: i32 = 256;

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
  /** For each level, what the list or the object is in. */
  private readonly outer: StaticArray<u8> = new StaticArray<u8>(MAX_DEPTH);

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
    this.putText(name);
    this.put(Byte.Colon);
    this.next = Next.Value;
    return this;
  }

  /**
   * Writes a key with its quotes and its colon, from bytes that are followed by 7 others,
   * for the SDK. An object is open for it.
   */
  sdkKey(from: usize, size: usize): void {
    this.reserve(size + 8);
    if (this.next != Next.FirstKey) this.put(Byte.Comma);
    const to = this.at;
    for (let at: usize = 0; at < size; at += 8) {
      store<u64>(to + at, load<u64>(from + at));
    }
    this.at = to + size;
    this.next = Next.Value;
  }

  /** Writes a text. */
  text(value: string): JsonWriter {
    this.beforeValue(0);
    this.putText(value);
    return this;
  }

  /** Writes a whole number. */
  i64(value: i64): JsonWriter {
    this.beforeValue(21);
    if (value < 0) this.put(Byte.Minus);
    this.putDigits(value < 0 ? -value : value);
    return this;
  }

  /** Writes a whole number. */
  u64(value: u64): JsonWriter {
    this.beforeValue(21);
    this.putDigits(value);
    return this;
  }

  /**
   * Writes a number so that it reads as the same one; `null` for one that JSON does
   * not have, as `JSON.stringify` does: infinite ones and NaN.
   */
  f64(value: f64): JsonWriter {
    if (!isFinite(value)) return this.nothing();
    const whole = <i64>value;
    if (<f64>whole == value && abs(value) < 1e15) return this.i64(whole);
    const positive = abs(value);
    const millionths = nearest(positive * 1e6);
    // Fewer than 16 digits that read as the number are its shortest.
    if (millionths < 1e15 && millionths / 1e6 == positive) {
      this.beforeValue(24);
      if (value < 0) this.put(Byte.Minus);
      return this.putMillionths(<u64>millionths);
    }
    const text = value.toString();
    return this.putWord(text.endsWith(".0") ? text.slice(0, -2) : text);
  }

  /** Writes `true` or `false`. */
  bool(value: bool): JsonWriter {
    this.beforeValue(5);
    store<u32>(this.at, value ? TRUE : FALS);
    store<u8>(this.at, Byte.LowerE, 4);
    this.at += value ? 4 : 5;
    return this;
  }

  /** Writes `null`. */
  nothing(): JsonWriter {
    this.beforeValue(4);
    store<u32>(this.at, NULL);
    this.at += 4;
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

  private mustBeComplete(): void {
    if (this.next != Next.Nothing) {
      throw new Error("Cannot return the JSON: it is not complete");
    }
  }

  private begin(byte: Byte, next: Next): JsonWriter {
    if (this.open == MAX_DEPTH) {
      throw new Error(`Cannot nest JSON deeper than ${MAX_DEPTH} levels`);
    }
    this.beforeValue(1);
    this.put(byte);
    unchecked((this.outer[this.open++] = <u8>this.next));
    this.next = next;
    return this;
  }

  private end(byte: Byte): JsonWriter {
    this.reserve(1);
    this.put(byte);
    this.next = <Next>unchecked(this.outer[--this.open]);
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

  private put(byte: Byte): void {
    store<u8>(this.at++, <u8>byte);
  }

  /** Writes a text in quotes, and leaves room for what follows a key. */
  private putText(text: string): void {
    let from = changetype<usize>(text);
    const end = from + ((<usize>text.length) << 1);
    this.reserve(PART + 3);
    this.put(Byte.Quote);
    while (from < end) {
      const part = min(from + PART_UNITS, end);
      // The second half of a pair goes with the first.
      const isCut = part < end && (load<u16>(part) & 0xfc00) == 0xdc00;
      const until = isCut ? part + 2 : part;
      if (from > changetype<usize>(text)) this.reserve(PART + 3);
      this.at = putUnits(from, until, end, this.at);
      from = until;
    }
    this.put(Byte.Quote);
  }

  private putWord(word: string): JsonWriter {
    this.beforeValue(<usize>word.length);
    const to = this.at;
    for (let i = 0; i < word.length; i++) {
      store<u8>(to + <usize>i, <u8>word.charCodeAt(i));
    }
    this.at = to + <usize>word.length;
    return this;
  }

  private putDigits(value: u64): void {
    // Division of 32 bits takes a fraction of the time.
    if (value <= u32.MAX_VALUE) return this.putFew(<u32>value, 1);
    const high = value / 1_000_000_000;
    this.putDigits(high);
    this.putFew(<u32>(value - high * 1_000_000_000), 9);
  }

  /** Writes the digits of a number, with zeros in front where there are fewer. */
  private putFew(value: u32, least: usize): void {
    let count = least;
    if (least == 1 && value > 9) {
      count =
        usize(value > 99) +
        usize(value > 999) +
        usize(value > 9999) +
        usize(value > 99_999) +
        usize(value > 999_999) +
        usize(value > 9_999_999) +
        usize(value > 99_999_999) +
        usize(value > 999_999_999) +
        2;
    }
    const from = this.at;
    let at = from + count;
    this.at = at;
    for (let rest = value; at > from; rest /= 10) {
      store<u8>(--at, <u8>(Byte.Zero + (rest % 10)));
    }
  }

  /** Writes millionths as a number with a fraction. */
  private putMillionths(value: u64): JsonWriter {
    this.putDigits(value / 1_000_000);
    this.put(Byte.Dot);
    let rest = <u32>(value % 1_000_000);
    for (let unit: u32 = 100_000; rest != 0; unit /= 10) {
      this.put(Byte.Zero + <i32>(rest / unit));
      rest %= unit;
    }
    return this;
  }

  /** Makes room for more bytes. */
  private reserve(more: usize): void {
    if (this.at + more > this.limit) this.grow(more);
  }

  private grow(more: usize): void {
    const size = this.size;
    const room = max(size + more, size * 2);
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

import { decode, encode, encodedSize } from "../abi/utf8";
import { HAS_LONG_JSON } from "../features";
import { Byte } from "./bytes";
import { faultText, JsonFault, notedAt, notedFault } from "./json-fault";
import { JsonKind } from "./json-kind";
import { JsonMismatch } from "./json-mismatch";
import { pathTo } from "./json-path";
import { JsonValue } from "./json-value";
import { kindAt } from "./kind-at";
import { DEPTH, MAX_DEPTH } from "./nesting";
import { Next } from "./next";
import {
  numberMismatch,
  readFloat,
  readInteger,
  readMagnitude,
} from "./number";
import { skipText } from "./skip-text";
import {
  skipColon,
  skipList,
  skipQuoted,
  skipScalar,
  skipSpace,
  skipValue,
} from "./skip-value";
import { decodeText, equalsText } from "./text";
import { columnOf, lineOf } from "./text-place";

/**
 * Reads JSON by RFC 8259 over UTF-8 bytes, where they lie, and builds nothing: a filter
 * walks through the document and reads what it wants.
 *
 * A read goes over one value, of any kind; where that is not what was asked for, the
 * result is the fallback, and `mismatch` tells why. What cannot be JSON is a `fault`:
 * from then on loops end and reads give their fallbacks. A fault is found when the
 * reader gets there, so what has been read counts once `finish` has returned true.
 * No document can make it trap, or make it use memory of its own.
 *
 * The bytes must not be changed while they are read. A key that an object has twice
 * is met twice: `JSON.parse` keeps the last value. Numbers are exact, or a mismatch.
 *
 * ```ts
 * class Limit extends HttpContext {
 *   onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
 *     let tokens: i64 = 0;
 *     const reader = this.request.body.jsonReader();
 *     if (reader.enterObject()) {
 *       while (reader.nextKey()) {
 *         if (reader.keyIs("max_tokens")) tokens = reader.readI64Or(0);
 *       }
 *     }
 *     if (!reader.finish()) log.warn(reader.describeFault());
 *     else log.info(`up to ${tokens} tokens`);
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Limit>("limit");
 * ```
 */
@final
export class JsonReader {
  private next: Next = Next.Value;
  private at: usize;
  private open: i32 = 0;
  private keyFrom: usize = 0;
  private keyTo: usize = 0;
  private valueFrom: usize;
  private foundAt: usize = 0;
  private found: JsonFault = JsonFault.None;
  private lastMismatch: JsonMismatch = JsonMismatch.None;

  /** For the SDK: `of`, `ofBuffer` and `ofText` make readers. */
  constructor(
    /** Keeps the bytes from being collected. */
    private readonly owner: ArrayBuffer,
    private readonly begin: usize,
    private readonly end: usize,
    private readonly depth: i32,
  ) {
    this.at = begin;
    this.valueFrom = begin;
    if (HAS_LONG_JSON) this.depth = min(depth, MAX_DEPTH);
  }

  /**
   * Returns a reader of bytes. `depth` is how many lists and objects may be open at a
   * time, 1024 at most.
   */
  static of(bytes: Uint8Array, depth: i32 = DEPTH): JsonReader {
    const begin = bytes.dataStart;
    const end = begin + bytes.byteLength;
    return new JsonReader(bytes.buffer, begin, end, depth);
  }

  /** Returns a reader of all the bytes of a buffer; see `of`. */
  static ofBuffer(buffer: ArrayBuffer, depth: i32 = DEPTH): JsonReader {
    const begin = changetype<usize>(buffer);
    return new JsonReader(buffer, begin, begin + buffer.byteLength, depth);
  }

  /** Returns a reader of a text, which is copied; see `of`. */
  static ofText(text: string, depth: i32 = DEPTH): JsonReader {
    const buffer = changetype<ArrayBuffer>(
      __new(encodedSize(text), idof<ArrayBuffer>()),
    );
    encode(text, changetype<usize>(buffer));
    return JsonReader.ofBuffer(buffer, depth);
  }

  /** Returns another reader at the same place, such as to look ahead. */
  fork(): JsonReader {
    const other = new JsonReader(this.owner, this.begin, this.end, this.depth);
    other.next = this.next;
    other.at = this.at;
    other.open = this.open;
    other.keyFrom = this.keyFrom;
    other.keyTo = this.keyTo;
    other.valueFrom = this.valueFrom;
    other.foundAt = this.foundAt;
    other.found = this.found;
    other.lastMismatch = this.lastMismatch;
    return other;
  }

  /** The kind of the value that is read next, `JsonKind.None` where there is none. */
  get kind(): JsonKind {
    if (this.next != Next.Value || !this.findValue()) return JsonKind.None;
    return kindAt(this.at);
  }

  /**
   * Enters an object, so that `nextKey` goes to its first key. Returns false where the
   * value is none, which is gone over then.
   */
  enterObject(): bool {
    return this.enter(Byte.ObjectBegin);
  }

  /**
   * Enters a list, so that `nextItem` goes to its first value. Returns false where the
   * value is none, which is gone over then.
   */
  enterList(): bool {
    return this.enter(Byte.ListBegin);
  }

  /**
   * Goes to the next key of the object that was entered last, over a value that was
   * not read. Returns false at the end of the object, and leaves it.
   */
  nextKey(): bool {
    if (!this.goOn(Byte.ObjectEnd)) return false;
    if (this.at >= this.end) return this.fail(JsonFault.End, this.end);
    if (load<u8>(this.at) != Byte.Quote) {
      return this.fail(JsonFault.Syntax, this.at);
    }
    this.keyFrom = this.at + 1;
    const after = skipQuoted(this.at, this.end);
    const value: usize = after == 0 ? 0 : skipColon(after, this.end);
    if (value == 0) return this.failAsNoted();
    this.keyTo = after - 1;
    this.at = value;
    return true;
  }

  /**
   * Goes to the next value of the list that was entered last, over one that was not
   * read. Returns false at the end of the list, and leaves it.
   */
  nextItem(): bool {
    return this.goOn(Byte.ListEnd);
  }

  /** Tells whether the key is this one, without making a text of it. */
  keyIs(name: string): bool {
    return equalsText(this.keyFrom, this.keyTo, name);
  }

  /** How many bytes the key has as it is written; for the SDK. */
  get sdkKeySize(): usize {
    return this.keyTo - this.keyFrom;
  }

  /** Where the document begins in memory; for the SDK. */
  get sdkBegin(): usize {
    return this.begin;
  }

  /** Where it ends; for the SDK. */
  get sdkEnd(): usize {
    return this.end;
  }

  /** How many more lists and objects may be open; for the SDK. */
  get sdkDepth(): i32 {
    return this.depth - this.open;
  }

  /** Goes over the next value, which the SDK has read up to an address. */
  sdkGoTo(after: usize): void {
    this.valueFrom = this.at;
    this.lastMismatch = JsonMismatch.None;
    this.at = after;
    this.next = Next.More;
  }

  /** Leaves the list that was entered last, whose next value is there; for the SDK. */
  sdkLeaveList(): void {
    const after = skipList(this.at, this.end, this.depth - this.open + 1);
    if (after == 0) this.failAsNoted();
    else {
      this.open--;
      this.at = after;
      this.next = Next.More;
    }
  }

  /** The key that `nextKey` went to last, as a text. */
  get key(): string {
    return decodeText(this.keyFrom, this.keyTo);
  }

  /** Tells whether the next value is this text; does not go over it. */
  textIs(text: string): bool {
    if (this.kind != JsonKind.Text) return false;
    const from = this.at + 1;
    const after = skipText(from, this.end);
    return after != 0 && equalsText(from, after - 1, text);
  }

  /** Reads a text; `null` where the value is none. */
  readText(): string | null {
    const to = this.read(JsonKind.Text);
    return to == 0 ? null : decodeText(this.valueFrom + 1, to - 1);
  }

  /** Reads a text, or returns the fallback. */
  readTextOr(fallback: string): string {
    const text = this.readText();
    return text == null ? fallback : text;
  }

  /** Reads a number as it is written, with all its digits; `null` where it is none. */
  readNumberText(): string | null {
    const to = this.read(JsonKind.Number);
    return to == 0 ? null : decode(this.valueFrom, to - this.valueFrom);
  }

  /** Reads a boolean, or returns the fallback. */
  readBoolOr(fallback: bool): bool {
    if (this.read(JsonKind.Bool) == 0) return fallback;
    return load<u8>(this.valueFrom) == Byte.LowerT;
  }

  /** Reads a whole number that fits; else returns the fallback. 2.0 and 2e3 are whole. */
  readI32Or(fallback: i32): i32 {
    const value = this.readI64Or(fallback);
    if (value == <i64>(<i32>value)) return <i32>value;
    this.lastMismatch = JsonMismatch.Range;
    return fallback;
  }

  /** Reads a whole number that fits; else returns the fallback. */
  readU32Or(fallback: u32): u32 {
    const value = this.readU64Or(fallback);
    if (value <= u32.MAX_VALUE) return <u32>value;
    this.lastMismatch = JsonMismatch.Range;
    return fallback;
  }

  /** Reads a whole number that fits; else returns the fallback. */
  readI64Or(fallback: i64): i64 {
    const to = this.read(JsonKind.Number);
    if (to == 0) return fallback;
    const value = readInteger(this.valueFrom, to);
    this.lastMismatch = numberMismatch();
    return this.lastMismatch == JsonMismatch.None ? value : fallback;
  }

  /** Reads a whole number that fits; else returns the fallback. */
  readU64Or(fallback: u64): u64 {
    const to = this.read(JsonKind.Number);
    if (to == 0) return fallback;
    const value = readMagnitude(this.valueFrom, to);
    this.lastMismatch = numberMismatch();
    if (value != 0 && load<u8>(this.valueFrom) == Byte.Minus) {
      this.lastMismatch = JsonMismatch.Range;
    }
    return this.lastMismatch == JsonMismatch.None ? value : fallback;
  }

  /**
   * Reads a number as `JSON.parse` does, to the nearest of 64-bit floating point. The
   * fallback stands for one beyond 1.8e308, for one that is so small that it would be
   * 0, and for a whole number, written in digits, that would be rounded.
   */
  readF64Or(fallback: f64): f64 {
    const to = this.read(JsonKind.Number);
    if (to == 0) return fallback;
    const value = readFloat(this.valueFrom, to);
    this.lastMismatch = numberMismatch();
    return this.lastMismatch == JsonMismatch.None ? value : fallback;
  }

  /** Goes over a value, which is checked all the same. */
  skip(): void {
    this.skipIt();
  }

  /**
   * Ends the reading: returns true where the whole document is JSON. It goes over what
   * was not read; where lists or objects are open, from the document's beginning.
   */
  finish(): bool {
    if (this.found != JsonFault.None) return false;
    if (this.open > 0) {
      this.open = 0;
      this.at = this.begin;
      this.next = Next.Value;
    }
    if (this.next == Next.Value && this.skipIt() == 0) return false;
    this.at = skipSpace(this.at, this.end);
    return this.at == this.end || this.fail(JsonFault.Syntax, this.at);
  }

  /** Why the value that was read or entered last is not what was asked for. */
  get mismatch(): JsonMismatch {
    return this.lastMismatch;
  }

  /** Where the value begins that was read or entered last, in bytes. */
  get start(): i32 {
    return <i32>(this.valueFrom - this.begin);
  }

  /** Where the key begins that `nextKey` went to last, in bytes. */
  get keyStart(): i32 {
    return <i32>(this.keyFrom - 1 - this.begin);
  }

  /** Where that key ends, in bytes. */
  get keyEnd(): i32 {
    return <i32>(this.keyTo + 1 - this.begin);
  }

  /** Where the value begins that is read next, in bytes. */
  get valueStart(): i32 {
    return <i32>(skipSpace(this.at, this.end) - this.begin);
  }

  /** Where the reader is, in bytes. */
  get position(): i32 {
    return <i32>(this.at - this.begin);
  }

  /** Why the document is not JSON; `JsonFault.None` as long as it may be. */
  get fault(): JsonFault {
    return this.found;
  }

  /** Where the fault is, in bytes; 0 without a fault. */
  get faultAt(): i32 {
    return this.found == JsonFault.None ? 0 : <i32>(this.foundAt - this.begin);
  }

  /**
   * Tells a fault in a sentence's part with its place, as `a byte cannot stand here:
   * line 2, column 5, in rules[2].host`.
   */
  describeFault(): string {
    const at = this.faultAt;
    const place = `line ${this.lineAt(at)}, column ${this.columnAt(at)}`;
    const path = this.pathAt(at);
    const within = path == "" ? "" : ", in " + path;
    return `${faultText(this.found)}: ${place}${within}`;
  }

  /** Returns the path of what is at a position in bytes, as `rules[2].host`, or `""`. */
  pathAt(position: i32): string {
    return pathTo(this.begin, this.end, this.addressAt(position));
  }

  /** Returns the line that a position in bytes is in; the first is 1. */
  lineAt(position: i32): i32 {
    return lineOf(this.begin, this.addressAt(position));
  }

  /** Returns how many characters of its line are in front of a position, plus 1. */
  columnAt(position: i32): i32 {
    return columnOf(this.begin, this.addressAt(position));
  }

  /** Returns the value of a range in bytes that was gone over, for the SDK. */
  valueAt(from: i32, to: i32): JsonValue {
    return new JsonValue(this.owner, this.addressAt(from), this.addressAt(to));
  }

  /** Returns the address of a position in bytes, for the SDK. */
  addressAt(position: i32): usize {
    return min(this.begin + <usize>max(position, 0), this.end);
  }

  /** Goes to the next value's first byte, over the white space in front of it. */
  private findValue(): bool {
    this.at = skipSpace(this.at, this.end);
    return this.at < this.end || this.fail(JsonFault.End, this.end);
  }

  private enter(first: Byte): bool {
    if (this.next != Next.Value) return this.mismatched();
    if (!this.findValue()) return false;
    this.valueFrom = this.at;
    if (load<u8>(this.at) != first) {
      if (this.skipIt() != 0) this.lastMismatch = JsonMismatch.Kind;
      return false;
    }
    if (this.open >= this.depth) return this.fail(JsonFault.Depth, this.at);
    this.lastMismatch = JsonMismatch.None;
    this.open++;
    this.at++;
    this.next = Next.First;
    return true;
  }

  /** Goes over what is between two values; false at the end, and at a fault. */
  private goOn(last: Byte): bool {
    if (this.next == Next.Value && this.skipIt() == 0) return false;
    if (this.found != JsonFault.None || this.open == 0) return false;
    let at = skipSpace(this.at, this.end);
    if (at >= this.end) return this.fail(JsonFault.End, this.end);
    const byte = load<u8>(at);
    if (byte == last) {
      this.at = at + 1;
      this.open--;
      this.next = Next.More;
      return false;
    }
    if (this.next == Next.More) {
      if (byte != Byte.Comma) return this.fail(JsonFault.Syntax, at);
      at = skipSpace(at + 1, this.end);
    }
    this.at = at;
    this.next = Next.Value;
    return true;
  }

  /** Goes over a value; returns the address after it, 0 at a fault. */
  private skipIt(): usize {
    if (this.next != Next.Value) return usize(this.mismatched());
    this.at = skipSpace(this.at, this.end);
    this.valueFrom = this.at;
    const after = skipValue(this.at, this.end, this.depth - this.open);
    if (after == 0) this.failAsNoted();
    else this.sdkGoTo(after);
    return after;
  }

  /** Goes over a value; returns the address after it, 0 where it is of another kind. */
  private read(kind: JsonKind): usize {
    if (HAS_LONG_JSON && this.next == Next.Value) {
      const at = skipSpace(this.at, this.end);
      const first: u32 = at < this.end ? load<u8>(at) : 0;
      let after: usize = 0;
      if (kind != JsonKind.Text) {
        if (first - Byte.Zero < 10) after = skipScalar(first, at, this.end);
      } else if (first == Byte.Quote) after = skipText(at + 1, this.end);
      if (after != 0 && (kind == JsonKind.Text || kind == JsonKind.Number)) {
        this.at = at;
        this.sdkGoTo(after);
        return after;
      }
    }
    const after = this.skipIt();
    if (after == 0 || kindAt(this.valueFrom) == kind) return after;
    this.lastMismatch = JsonMismatch.Kind;
    return 0;
  }

  private mismatched(): bool {
    this.lastMismatch = JsonMismatch.Fault;
    return false;
  }

  private failAsNoted(): bool {
    return this.fail(notedFault(), notedAt());
  }

  private fail(fault: JsonFault, at: usize): bool {
    if (this.found == JsonFault.None) {
      this.found = fault;
      this.foundAt = at;
    }
    this.at = this.end;
    this.next = Next.More;
    return this.mismatched();
  }
}

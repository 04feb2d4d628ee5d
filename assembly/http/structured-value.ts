import { base64Decode, base64Encode } from "../codecs/base64";
import { scratch } from "../abi/scratch";
import { decode, encode } from "../abi/utf8";
import { toByteText } from "./byte-text";
import { decimalText } from "./ascii";
import { FieldReader, isTokenUnit } from "./field-reader";

/** The largest integer of a structured field, and of a decimal in thousandths. */
const LARGEST: i64 = 999_999_999_999_999;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const COLON = 0x3a;

/**
 * What a value of a structured field is.
 *
 * ```ts
 * const item = StructuredItem.parse("?1");
 * const value = item != null ? item.value : null;
 * if (value != null && value.kind == StructuredKind.Boolean) log.info("yes");
 * ```
 */
export enum StructuredKind {
  /** A whole number of up to 15 digits. */
  Integer = 0,
  /** A number with up to 12 digits in front of the point, and 3 behind it. */
  Decimal = 1,
  /** A quoted text of visible ASCII and spaces. */
  String = 2,
  /** A word. */
  Token = 3,
  /** Bytes in base64. */
  Bytes = 4,
  /** `?1` or `?0`. */
  Boolean = 5,
  /** A moment in seconds since 1970 (RFC 9651). */
  Date = 6,
  /** A text of any characters (RFC 9651). */
  DisplayString = 7,
}

/**
 * A value of a structured field without its parameters, RFC 9651, section 3.3. Functions that
 * make one return `null` for what the field cannot have.
 *
 * ```ts
 * const value = StructuredValue.string("a b");
 * if (value != null) log.info(value.toString()); // "a b"
 * ```
 */
export class StructuredValue {
  private constructor(
    /** What it is. */
    readonly kind: StructuredKind,
    /** The number, thousandths of a decimal, seconds, or 1 and 0. */
    private readonly number: i64,
    private readonly content: string,
    private readonly data: Uint8Array | null,
  ) {}

  /** Makes an integer of up to 15 digits. */
  static integer(value: i64): StructuredValue | null {
    if (value < -LARGEST || value > LARGEST) return null;
    return new StructuredValue(StructuredKind.Integer, value, "", null);
  }

  /** Makes a decimal below 1e12, rounded to thousandths. */
  static decimal(value: f64): StructuredValue | null {
    const thousandths = nearest(value * 1000);
    if (!(abs(thousandths) <= <f64>LARGEST)) return null;
    const number = <i64>thousandths;
    return new StructuredValue(StructuredKind.Decimal, number, "", null);
  }

  /** Makes a string of visible ASCII and spaces. */
  static string(text: string): StructuredValue | null {
    for (let i = 0; i < text.length; i++) {
      if (!isPrintable(text.charCodeAt(i))) return null;
    }
    return new StructuredValue(StructuredKind.String, 0, text, null);
  }

  /** Makes a token: a letter or `*`, and then what tokens have, `:` and `/`. */
  static token(text: string): StructuredValue | null {
    const reader = new FieldReader(text);
    const value = tokenOf(reader);
    return reader.isDone ? value : null;
  }

  /** Makes bytes; they are not copied. */
  static bytes(bytes: Uint8Array): StructuredValue {
    return new StructuredValue(StructuredKind.Bytes, 0, "", bytes);
  }

  /** Makes a boolean. */
  static boolean(value: bool): StructuredValue {
    return new StructuredValue(StructuredKind.Boolean, value ? 1 : 0, "", null);
  }

  /** Makes a moment; what is below a second is cut. */
  static date(date: Date): StructuredValue | null {
    const seconds = date.getTime() / 1000;
    if (seconds < -LARGEST || seconds > LARGEST) return null;
    return new StructuredValue(StructuredKind.Date, seconds, "", null);
  }

  /** Makes a text of any characters; a lone surrogate is written as U+FFFD. */
  static displayString(text: string): StructuredValue {
    return new StructuredValue(StructuredKind.DisplayString, 0, text, null);
  }

  /** Reads a value; `null` where there is none. For the SDK. */
  static read(reader: FieldReader): StructuredValue | null {
    const unit = reader.next;
    if (unit == 0x2d || <u32>(unit - 0x30) < 10) return numberOf(reader);
    if (unit == QUOTE) return stringOf(reader);
    if (unit == COLON) return bytesOf(reader);
    if (unit == PERCENT) return displayStringOf(reader);
    if (unit == 0x3f) {
      reader.at++;
      if (reader.take(0x31)) return StructuredValue.boolean(true);
      return reader.take(0x30) ? StructuredValue.boolean(false) : null;
    }
    if (unit == 0x40) {
      reader.at++;
      const value = numberOf(reader);
      if (value == null || value.kind != StructuredKind.Integer) return null;
      return StructuredValue.ofDigits(StructuredKind.Date, value.number);
    }
    return tokenOf(reader);
  }

  /** Makes a value of a number that was read; for the SDK. */
  static ofDigits(kind: StructuredKind, number: i64): StructuredValue {
    return new StructuredValue(kind, number, "", null);
  }

  /** Makes a value of a text that was read; for the SDK. */
  static ofText(kind: StructuredKind, text: string): StructuredValue {
    return new StructuredValue(kind, 0, text, null);
  }

  /** Returns the number of an integer, or the seconds of a date; else the fallback. */
  integerOr(fallback: i64): i64 {
    return this.kind == StructuredKind.Integer ||
      this.kind == StructuredKind.Date
      ? this.number
      : fallback;
  }

  /** Returns the number of a decimal or an integer; else the fallback. */
  decimalOr(fallback: f64): f64 {
    if (this.kind == StructuredKind.Integer) return <f64>this.number;
    return this.kind == StructuredKind.Decimal
      ? <f64>this.number / 1000
      : fallback;
  }

  /** Returns a boolean; else the fallback. */
  booleanOr(fallback: bool): bool {
    return this.kind == StructuredKind.Boolean ? this.number != 0 : fallback;
  }

  /** The text of a string, a token or a display string; else `null`. */
  get text(): string | null {
    return this.kind == StructuredKind.String ||
      this.kind == StructuredKind.Token ||
      this.kind == StructuredKind.DisplayString
      ? this.content
      : null;
  }

  /** The bytes of bytes; else `null`. */
  get bytes(): Uint8Array | null {
    return this.data;
  }

  /** The moment of a date; else `null`, also where it is beyond what `Date` holds. */
  get date(): Date | null {
    const seconds = this.number;
    if (this.kind != StructuredKind.Date) return null;
    if (seconds < -8_640_000_000_000 || seconds > 8_640_000_000_000)
      return null;
    return new Date(seconds * 1000);
  }

  /** Returns it as a header has it. */
  toString(): string {
    switch (this.kind) {
      case StructuredKind.Integer:
        return decimalText(this.number);
      case StructuredKind.Decimal:
        return decimalOf(this.number);
      case StructuredKind.String:
        return '"' + escaped(this.content) + '"';
      case StructuredKind.Token:
        return this.content;
      case StructuredKind.Bytes:
        return ":" + base64Encode(this.data!) + ":";
      case StructuredKind.Boolean:
        return this.number != 0 ? "?1" : "?0";
      case StructuredKind.Date:
        return "@" + decimalText(this.number);
      default:
        return '%"' + percentEncoded(this.content) + '"';
    }
  }
}

function isPrintable(unit: u32): bool {
  return unit >= 0x20 && unit < 0x7f;
}

function numberOf(reader: FieldReader): StructuredValue | null {
  const isNegative = reader.take(0x2d);
  let number: i64 = 0;
  let digits = 0;
  let fraction = -1;
  while (true) {
    const digit: u32 = reader.next - 0x30;
    if (digit < 10) {
      number = number * 10 + digit;
      digits++;
      if (fraction >= 0) fraction++;
      if (digits > 15 || fraction > 3) return null;
    } else if (reader.next == 0x2e && fraction < 0 && digits > 0) {
      if (digits > 12) return null;
      fraction = 0;
    } else break;
    reader.at++;
  }
  if (digits == 0 || fraction == 0) return null;
  const kind = fraction < 0 ? StructuredKind.Integer : StructuredKind.Decimal;
  if (fraction >= 0) for (; fraction < 3; fraction++) number *= 10;
  return StructuredValue.ofDigits(kind, isNegative ? -number : number);
}

function stringOf(reader: FieldReader): StructuredValue | null {
  const start = reader.at;
  const text = reader.quoted();
  if (text == null) return null;
  // A quoted string may have more, and may escape everything.
  for (let i = start + 1; i < reader.at - 1; i++) {
    let unit = reader.text.charCodeAt(i);
    if (unit == BACKSLASH) {
      unit = reader.text.charCodeAt(++i);
      if (unit != QUOTE && unit != BACKSLASH) return null;
    }
    if (!isPrintable(unit)) return null;
  }
  return StructuredValue.ofText(StructuredKind.String, text);
}

function tokenOf(reader: FieldReader): StructuredValue | null {
  const start = reader.at;
  const first: u32 = reader.next;
  if ((first | 0x20) - 0x61 >= 26 && first != 0x2a) return null;
  while (
    isTokenUnit(reader.next) ||
    reader.next == COLON ||
    reader.next == 0x2f
  ) {
    reader.at++;
  }
  const text = reader.text.substring(start, reader.at);
  return StructuredValue.ofText(StructuredKind.Token, text);
}

function bytesOf(reader: FieldReader): StructuredValue | null {
  const start = ++reader.at;
  while (!reader.isDone && reader.next != COLON) reader.at++;
  let digits = reader.text.substring(start, reader.at);
  if (!reader.take(COLON)) return null;
  // A parser should take them without padding.
  while ((digits.length & 3) > 1) digits += "=";
  const bytes = base64Decode(digits);
  return bytes != null ? StructuredValue.bytes(bytes) : null;
}

function displayStringOf(reader: FieldReader): StructuredValue | null {
  reader.at++;
  if (!reader.take(QUOTE)) return null;
  const start = scratch((<usize>(reader.text.length - reader.at)) << 2);
  let end = start;
  while (!reader.isDone) {
    let byte: u32 = reader.next;
    reader.at++;
    if (byte == QUOTE) {
      const size = end - start;
      const text = decode(start, size);
      // What is not UTF-8 is decoded to U+FFFD, and so becomes other bytes.
      return encode(text, end) == size && memory.compare(start, end, size) == 0
        ? StructuredValue.ofText(StructuredKind.DisplayString, text)
        : null;
    }
    if (!isPrintable(byte)) return null;
    if (byte == PERCENT) {
      const high = lowerHexadecimal(reader.next);
      reader.at++;
      const low = lowerHexadecimal(reader.next);
      reader.at++;
      if ((high | low) > 15) return null;
      byte = (high << 4) | low;
    }
    store<u8>(end++, <u8>byte);
  }
  return null;
}

function lowerHexadecimal(unit: u32): u32 {
  if (unit - 0x30 < 10) return unit - 0x30;
  return unit - 0x61 < 6 ? unit - 0x57 : 16;
}

/** Writes thousandths with one digit behind the point at least. */
function decimalOf(thousandths: i64): string {
  const size = abs<i64>(thousandths);
  const rest = size % 1000;
  let text = (thousandths < 0 ? "-" : "") + decimalText(size / 1000) + ".";
  if (rest < 100 && rest > 0) text += "0";
  if (rest < 10 && rest > 0) text += "0";
  let digits = rest;
  while (digits > 0 && digits % 10 == 0) digits /= 10;
  return text + decimalText(digits);
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}

function percentEncoded(text: string): string {
  const bytes = toByteText(text);
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < bytes.length; i++) {
    const unit = bytes.charCodeAt(i);
    if (isPrintable(unit) && unit != QUOTE && unit != PERCENT) continue;
    parts.push(bytes.substring(from, i));
    const high = String.fromCharCode(lowerDigit(unit >> 4));
    parts.push("%" + high + String.fromCharCode(lowerDigit(unit & 15)));
    from = i + 1;
  }
  parts.push(bytes.substring(from));
  return parts.join("");
}

function lowerDigit(digit: i32): i32 {
  return digit < 10 ? 0x30 + digit : 0x57 + digit;
}

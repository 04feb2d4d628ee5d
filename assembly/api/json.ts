import { JsonKind } from "../json/json-kind";
import { JsonValue } from "./json-value";

/** Deeper nesting is refused, so that no text can exhaust the stack. */
const MAX_DEPTH = 128;

/** The units that JSON is written with, and those that escapes stand for. */
const enum Unit {
  Backspace = 0x08,
  Tab = 0x09,
  LineFeed = 0x0a,
  FormFeed = 0x0c,
  Return = 0x0d,
  Space = 0x20,
  Quote = 0x22,
  Plus = 0x2b,
  Comma = 0x2c,
  Minus = 0x2d,
  Dot = 0x2e,
  Slash = 0x2f,
  Zero = 0x30,
  Colon = 0x3a,
  UpperE = 0x45,
  ListBegin = 0x5b,
  Backslash = 0x5c,
  ListEnd = 0x5d,
  LowerA = 0x61,
  LowerB = 0x62,
  LowerE = 0x65,
  LowerF = 0x66,
  LowerN = 0x6e,
  LowerR = 0x72,
  LowerT = 0x74,
  LowerU = 0x75,
  ObjectBegin = 0x7b,
  ObjectEnd = 0x7d,
}

/**
 * Reads a JSON text by RFC 8259. Returns `null` where the text is not JSON, for example
 * empty or with something after its value, and where lists and objects are nested more
 * than 128 deep. Numbers are kept as they are written until they are read.
 *
 * ```ts
 * const body = parseJson(this.request.body.text());
 * if (body == null) this.sendLocalResponse(new LocalResponse(400).text("no JSON"));
 * ```
 */
export function parseJson(text: string): JsonValue | null {
  const parser = new Parser(text);
  const value = parser.value(0);
  return value != null && parser.atEnd() ? value : null;
}

/** Goes through a text once; each method leaves `at` after what it has read. */
@final
class Parser {
  private at: i32 = 0;

  constructor(private readonly source: string) {}

  /** Tells whether only white space is left. */
  atEnd(): bool {
    this.skipSpace();
    return this.at == this.source.length;
  }

  value(depth: i32): JsonValue | null {
    if (depth > MAX_DEPTH) return null;
    this.skipSpace();
    const unit = this.peek();
    if (unit == Unit.ObjectBegin) return this.object(depth);
    if (unit == Unit.ListBegin) return this.list(depth);
    if (unit == Unit.Quote) {
      const text = this.text();
      return text == null ? null : new JsonValue(JsonKind.Text, text);
    }
    if (unit == Unit.LowerT) return this.word("true", JsonKind.Bool);
    if (unit == Unit.LowerF) return this.word("false", JsonKind.Bool);
    if (unit == Unit.LowerN) return this.word("null", JsonKind.Null);
    return this.number();
  }

  private object(depth: i32): JsonValue | null {
    const values: JsonValue[] = [];
    const names: string[] = [];
    this.at++;
    if (!this.next(Unit.ObjectEnd)) {
      do {
        this.skipSpace();
        const name = this.peek() == Unit.Quote ? this.text() : null;
        if (name == null || !this.next(Unit.Colon)) return null;
        const value = this.value(depth + 1);
        if (value == null) return null;
        names.push(name);
        values.push(value);
      } while (this.next(Unit.Comma));
      if (!this.next(Unit.ObjectEnd)) return null;
    }
    return new JsonValue(JsonKind.Object, "", values, names);
  }

  private list(depth: i32): JsonValue | null {
    const values: JsonValue[] = [];
    this.at++;
    if (!this.next(Unit.ListEnd)) {
      do {
        const value = this.value(depth + 1);
        if (value == null) return null;
        values.push(value);
      } while (this.next(Unit.Comma));
      if (!this.next(Unit.ListEnd)) return null;
    }
    return new JsonValue(JsonKind.List, "", values);
  }

  private text(): string | null {
    // Joined once: to add part after part would take the square of the size.
    const parts: string[] = [];
    let from = ++this.at;
    let unit = this.peek();
    // At the end of the source it is below 0.
    while (unit >= Unit.Space) {
      this.at++;
      if (unit == Unit.Quote || unit == Unit.Backslash) {
        parts.push(this.source.substring(from, this.at - 1));
        if (unit == Unit.Quote) return parts.join("");
        const escaped = this.escaped();
        if (escaped < 0) return null;
        parts.push(String.fromCharCode(escaped));
        from = this.at;
      }
      unit = this.peek();
    }
    return null;
  }

  /** Returns what the unit after a backslash stands for, -1 where nothing. */
  private escaped(): i32 {
    const unit = this.peek();
    this.at++;
    switch (unit) {
      case Unit.Quote:
      case Unit.Slash:
      case Unit.Backslash:
        return unit;
      case Unit.LowerB:
        return Unit.Backspace;
      case Unit.LowerF:
        return Unit.FormFeed;
      case Unit.LowerN:
        return Unit.LineFeed;
      case Unit.LowerR:
        return Unit.Return;
      case Unit.LowerT:
        return Unit.Tab;
      case Unit.LowerU:
        return this.hexadecimal();
      default:
        return -1;
    }
  }

  /** Returns the number that four digits are, -1 where they are none. */
  private hexadecimal(): i32 {
    let number = 0;
    for (let i = 0; i < 4; i++) {
      const unit = this.peek();
      const lower = unit | 0x20;
      if (isDigit(unit)) number = (number << 4) | (unit - Unit.Zero);
      else if (lower >= Unit.LowerA && lower <= Unit.LowerF) {
        number = (number << 4) | (lower - Unit.LowerA + 10);
      } else return -1;
      this.at++;
    }
    return number;
  }

  private number(): JsonValue | null {
    const from = this.at;
    this.skip(Unit.Minus);
    // No digit may follow a zero that leads.
    if (!this.skip(Unit.Zero) && !this.skipDigits()) return null;
    if (this.skip(Unit.Dot) && !this.skipDigits()) return null;
    if (this.skip(Unit.LowerE) || this.skip(Unit.UpperE)) {
      if (!this.skip(Unit.Plus)) this.skip(Unit.Minus);
      if (!this.skipDigits()) return null;
    }
    const digits = this.source.substring(from, this.at);
    return new JsonValue(JsonKind.Number, digits);
  }

  private word(word: string, kind: JsonKind): JsonValue | null {
    for (let i = 0; i < word.length; i++) {
      if (!this.skip(word.charCodeAt(i))) return null;
    }
    return new JsonValue(kind, word);
  }

  /** Returns the unit that is next, -1 at the end. */
  private peek(): i32 {
    return this.source.charCodeAt(this.at);
  }

  /** Goes over a unit, and the white space in front of it, if it is next. */
  private next(unit: i32): bool {
    this.skipSpace();
    return this.skip(unit);
  }

  private skip(unit: i32): bool {
    if (this.peek() != unit) return false;
    this.at++;
    return true;
  }

  private skipDigits(): bool {
    const from = this.at;
    while (isDigit(this.peek())) this.at++;
    return this.at > from;
  }

  private skipSpace(): void {
    while (
      this.skip(Unit.Space) ||
      this.skip(Unit.LineFeed) ||
      this.skip(Unit.Return) ||
      this.skip(Unit.Tab)
    );
  }
}

function isDigit(unit: i32): bool {
  return <u32>(unit - Unit.Zero) < 10;
}

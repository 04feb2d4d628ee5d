const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * Reads the parts that the values of headers are made of (RFC 9110, section 5.6), from the
 * beginning of a text to its end. What is not there is not read, and is `null` or false.
 */
@final
export class FieldReader {
  /** Where the next unit is. */
  at: i32 = 0;
  private hasBegun: bool = false;

  constructor(readonly text: string) {}

  /** Whether all is read. */
  get isDone(): bool {
    return this.at >= this.text.length;
  }

  /** The next unit, -1 at the end. */
  get next(): i32 {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : -1;
  }

  /** Skips spaces and tabs. */
  skipSpace(): void {
    while (isSpace(this.next)) this.at++;
  }

  /** Reads one unit; false where another one is next. */
  take(unit: i32): bool {
    if (this.next != unit) return false;
    this.at++;
    return true;
  }

  /** Reads one unit and the spaces around it; false where another one is next. */
  takeSpaced(unit: i32): bool {
    const start = this.at;
    this.skipSpace();
    if (!this.take(unit)) {
      this.at = start;
      return false;
    }
    this.skipSpace();
    return true;
  }

  /** Reads a token. */
  token(): string | null {
    const start = this.at;
    while (isTokenUnit(this.next)) this.at++;
    return this.at > start ? this.text.substring(start, this.at) : null;
  }

  /** Reads a quoted string and returns what it quotes. */
  quoted(): string | null {
    if (this.next != QUOTE) return null;
    const start = this.at + 1;
    let escapes = 0;
    for (let i = start; i < this.text.length; i++) {
      const unit = this.text.charCodeAt(i);
      if (unit == BACKSLASH) {
        escapes++;
        i++;
      } else if (unit == QUOTE) {
        this.at = i + 1;
        const text = this.text.substring(start, i);
        return escapes == 0 ? text : unescaped(text, escapes);
      }
    }
    return null;
  }

  /** Reads a token or a quoted string. */
  value(): string | null {
    return this.next == QUOTE ? this.quoted() : this.token();
  }

  /**
   * Goes to the next element of a list, past commas and spaces; false at its end. What is
   * left of the last element is skipped.
   */
  nextElement(): bool {
    if (this.hasBegun) this.skipElement();
    this.hasBegun = true;
    while (this.next == COMMA || isSpace(this.next)) {
      this.at++;
    }
    return !this.isDone;
  }

  /** Reads what is left of an element, without the spaces at its end. */
  restOfElement(): string {
    const start = this.at;
    this.skipElement();
    let end = this.at;
    while (end > start && isSpace(this.text.charCodeAt(end - 1))) end--;
    return this.text.substring(start, end);
  }

  /** Goes to the comma at the end of an element, or to the end of all. */
  skipElement(): void {
    while (!this.isDone && this.next != COMMA) {
      if (this.next != QUOTE) this.at++;
      // Without its end, all that follows belongs to it.
      else if (this.quoted() == null) this.at = this.text.length;
    }
  }
}

function isSpace(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}

/** Tells whether a text is a token. */
export function isToken(text: string): bool {
  for (let i = 0; i < text.length; i++) {
    if (!isTokenUnit(text.charCodeAt(i))) return false;
  }
  return text.length > 0;
}

/**
 * Returns a value as a token, or as a quoted string where it is not one; `null` where it has
 * a unit that no header can have, or that is not ASCII.
 */
export function quotedWhereNeeded(value: string): string | null {
  return isToken(value) ? value : quotedString(value);
}

/** Returns a value as a quoted string; `null` as by `quotedWhereNeeded`. */
export function quotedString(value: string): string | null {
  let escapes = 0;
  for (let i = 0; i < value.length; i++) {
    const unit: u32 = value.charCodeAt(i);
    if ((unit < 0x20 && unit != 0x09) || unit >= 0x7f) return null;
    if (unit == QUOTE || unit == BACKSLASH) escapes++;
  }
  return '"' + (escapes == 0 ? value : escaped(value, escapes)) + '"';
}

function escaped(text: string, escapes: i32): string {
  const size = (<usize>(text.length + escapes)) << 1;
  const quoted = __new(size, idof<string>());
  let to = quoted;
  for (let i = 0; i < text.length; i++, to += 2) {
    const unit = text.charCodeAt(i);
    if (unit == QUOTE || unit == BACKSLASH) {
      store<u16>(to, <u16>BACKSLASH);
      to += 2;
    }
    store<u16>(to, <u16>unit);
  }
  return changetype<string>(quoted);
}

function unescaped(text: string, escapes: i32): string {
  const size = (<usize>(text.length - escapes)) << 1;
  const plain = __new(size, idof<string>());
  let to = plain;
  for (let i = 0; i < text.length; i++, to += 2) {
    if (text.charCodeAt(i) == BACKSLASH) i++;
    store<u16>(to, <u16>text.charCodeAt(i));
  }
  return changetype<string>(plain);
}

/** Tells whether a unit is a letter, a digit, or one of ``!#$%&'*+-.^_`|~``. */
export function isTokenUnit(unit: i32): bool {
  const letter: u32 = (unit | 0x20) - 0x61;
  if (<u32>(unit - 0x30) < 10 || letter < 26) return true;
  return (
    unit == 0x21 ||
    (unit >= 0x23 && unit <= 0x27) ||
    unit == 0x2a ||
    unit == 0x2b ||
    unit == 0x2d ||
    unit == 0x2e ||
    unit == 0x5e ||
    unit == 0x5f ||
    unit == 0x60 ||
    unit == 0x7c ||
    unit == 0x7e
  );
}

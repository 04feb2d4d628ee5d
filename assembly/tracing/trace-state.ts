/** How many members a trace state may have (Trace Context, section 3.3.1.1). */
const MOST: i32 = 32;

/** The longest key and the longest value. */
const LONGEST: i32 = 256;

/**
 * The header `tracestate` of W3C's Trace Context: what tracing systems add to a trace, values
 * by key. The one that changed last comes first.
 *
 * ```ts
 * const state = TraceState.parse("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
 * if (state != null) {
 *   state.set("mine", "1");
 *   log.info(state.toString());
 * }
 * ```
 */
export class TraceState {
  private readonly keys: string[] = [];
  private readonly values: string[] = [];

  /**
   * Reads a header, or several that are joined by commas; `null` for one that is not valid:
   * it has more than 32 members, a key twice, or a character that no key or value may have.
   */
  static parse(text: string): TraceState | null {
    const state = new TraceState();
    let at = 0;
    while (at <= text.length) {
      const comma = text.indexOf(",", at);
      const end = comma < 0 ? text.length : comma;
      if (!state.add(text, skipSpace(text, at, end), end)) return null;
      at = end + 1;
    }
    return state;
  }

  /** How many members it has. */
  get size(): i32 {
    return this.keys.length;
  }

  /** Returns the value of a key, or `null`. */
  get(key: string): string | null {
    const at = this.keys.indexOf(key);
    return at < 0 ? null : this.values[at];
  }

  /**
   * Sets the value of a key, and puts it first; with more than 32 members the last one is
   * dropped. False for a key or a value that is not valid: then nothing changes.
   */
  set(key: string, value: string): bool {
    if (!isKey(key, 0, key.length) || !isValue(value, 0, value.length)) {
      return false;
    }
    this.delete(key);
    if (this.keys.length >= MOST) {
      this.keys.pop();
      this.values.pop();
    }
    this.keys.unshift(key);
    this.values.unshift(value);
    return true;
  }

  /** Removes a key; false where there is none. */
  delete(key: string): bool {
    const at = this.keys.indexOf(key);
    if (at < 0) return false;
    this.keys.splice(at, 1);
    this.values.splice(at, 1);
    return true;
  }

  /** Returns the header's value, or an empty text without members. */
  toString(): string {
    let text = "";
    for (let i = 0; i < this.keys.length; i++) {
      if (i > 0) text += ",";
      text += this.keys[i] + "=" + this.values[i];
    }
    return text;
  }

  /** Adds the member between two places; skips an empty one. */
  private add(text: string, from: i32, to: i32): bool {
    let end = to;
    while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
    if (from == end) return true;
    const equals = text.indexOf("=", from);
    if (equals < 0 || equals >= end || this.keys.length >= MOST) return false;
    if (!isKey(text, from, equals) || !isValue(text, equals + 1, end)) {
      return false;
    }
    const key = text.substring(from, equals);
    if (this.keys.includes(key)) return false;
    this.keys.push(key);
    this.values.push(text.substring(equals + 1, end));
    return true;
  }
}

function skipSpace(text: string, from: i32, to: i32): i32 {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}

/** By Level 2 of the recommendation, section 3.3.1.3.1. */
function isKey(text: string, from: i32, to: i32): bool {
  if (from >= to || to - from > LONGEST) return false;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    const isDigit = unit >= 0x30 && unit <= 0x39;
    if (isDigit || (unit >= 0x61 && unit <= 0x7a)) continue;
    // _ - * / @
    const isOther =
      unit == 0x5f ||
      unit == 0x2d ||
      unit == 0x2a ||
      unit == 0x2f ||
      unit == 0x40;
    if (i == from || !isOther) return false;
  }
  return true;
}

/** Section 3.3.1.3.2: printable and not empty; no comma, no equals sign, no space at the end. */
function isValue(text: string, from: i32, to: i32): bool {
  if (from >= to || to - from > LONGEST) return false;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit > 0x7e || unit == 0x2c || unit == 0x3d) {
      return false;
    }
  }
  return text.charCodeAt(to - 1) != 0x20;
}

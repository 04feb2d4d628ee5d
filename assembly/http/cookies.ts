import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { byteTextOf, bytesOf, textOf, toByteText } from "./byte-text";
import { isCookieName, isCookieValue, trimmed } from "./cookie-syntax";

const SEMICOLON = 0x3b;
const EQUALS = 0x3d;

/**
 * The cookies that a request brings, in their order: what its `cookie` header has.
 *
 * Values are read as RFC 6265bis has it: nothing is decoded, and quotes belong to the value.
 * Where a name is there twice, the first one counts: it is the one with the longest path.
 * Cookies that are not edited stay the same to the byte. See `SetCookie` for the other direction.
 *
 * ```ts
 * class Strip extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const cookies = Cookies.of(this.request.headers);
 *     const session = cookies.get("session");
 *     if (session != null) log.info(session);
 *     if (cookies.delete("tracking")) cookies.writeTo(this.request.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class Cookies {
  /** The byte texts between the semicolons, with their spaces. */
  private readonly pieces: string[] = [];

  /** Reads the value of a `cookie` header; every text is one. */
  constructor(header: string = "") {
    this.read(toByteText(header));
  }

  /** Reads the `cookie` header of a request, or all of them in turn. */
  static of(headers: HeaderMap): Cookies {
    const cookies = new Cookies();
    const values = headers.getAllBytes("cookie");
    for (let i = 0; i < values.length; i++) cookies.read(byteTextOf(values[i]));
    return cookies;
  }

  /** How many cookies there are. */
  get size(): i32 {
    let count = 0;
    for (let i = 0; i < this.pieces.length; i++) {
      if (isCookie(this.pieces[i])) count++;
    }
    return count;
  }

  /** Returns the value of a cookie, or `null`. Names differ by case. */
  get(name: string): string | null {
    const index = this.indexOf(name);
    return index < 0 ? null : textOf(valueOf(this.pieces[index]));
  }

  /** Returns the value of a cookie as it was sent, or `null`. */
  getBytes(name: string): Uint8Array | null {
    const index = this.indexOf(name);
    return index < 0 ? null : bytesOf(valueOf(this.pieces[index]));
  }

  /** Tells whether there is a cookie of this name. */
  has(name: string): bool {
    return this.indexOf(name) >= 0;
  }

  /** Returns all names in their order, as often as they are there. */
  keys(): string[] {
    const names: string[] = [];
    for (let i = 0; i < this.pieces.length; i++) {
      if (isCookie(this.pieces[i])) names.push(textOf(nameOf(this.pieces[i])));
    }
    return names;
  }

  /**
   * Gives a cookie a value, where the first of its name is, or else at the end; others of the
   * name are removed. `Status.BadArgument` where the name is not a token, or the value has a
   * space, a control, `"`, `,`, `;`, `\` or what is not ASCII: use `percentEncode`.
   */
  set(name: string, value: string): Status {
    if (!isCookieName(name) || !isCookieValue(value)) return Status.BadArgument;
    const piece = name + "=" + value;
    const index = this.indexOf(name);
    if (index < 0) {
      this.pieces.push(this.pieces.length > 0 ? " " + piece : piece);
      return Status.Ok;
    }
    const isSpaced = this.pieces[index].charCodeAt(0) == 0x20;
    this.pieces[index] = isSpaced ? " " + piece : piece;
    this.drop(name, index + 1);
    return Status.Ok;
  }

  /** Removes all cookies of a name; false where there are none. */
  delete(name: string): bool {
    return this.drop(name, 0);
  }

  /** Returns the value of a `cookie` header. */
  toString(): string {
    return textOf(this.raw);
  }

  /** Sets the `cookie` header of a request, or removes it where no cookie is left. */
  writeTo(headers: HeaderMap): Status {
    const raw = this.raw;
    return raw.length == 0
      ? headers.delete("cookie")
      : headers.setBytes("cookie", bytesOf(raw));
  }

  private get raw(): string {
    const raw = this.pieces.join(";");
    // The first cookie may have been removed.
    return raw.length > 0 && raw.charCodeAt(0) == 0x20 ? raw.substring(1) : raw;
  }

  private read(raw: string): void {
    if (raw.length == 0) return;
    const begun = this.pieces.length;
    let start = 0;
    for (let i = 0; i <= raw.length; i++) {
      if (i < raw.length && raw.charCodeAt(i) != SEMICOLON) continue;
      const piece = raw.substring(start, i);
      this.pieces.push(begun > 0 && start == 0 ? " " + piece : piece);
      start = i + 1;
    }
  }

  private indexOf(name: string): i32 {
    const wanted = toByteText(name);
    for (let i = 0; i < this.pieces.length; i++) {
      const piece = this.pieces[i];
      if (isCookie(piece) && nameOf(piece) == wanted) return i;
    }
    return -1;
  }

  private drop(name: string, from: i32): bool {
    const wanted = toByteText(name);
    let kept = from;
    for (let i = from; i < this.pieces.length; i++) {
      const piece = this.pieces[i];
      if (isCookie(piece) && nameOf(piece) == wanted) continue;
      this.pieces[kept++] = piece;
    }
    const isFound = kept < this.pieces.length;
    this.pieces.length = kept;
    return isFound;
  }
}

/** Tells whether a piece is more than spaces. */
function isCookie(piece: string): bool {
  return trimmed(piece, 0, piece.length).length > 0;
}

/** Returns the name; a piece without `=` is a cookie without one. */
function nameOf(piece: string): string {
  const equals = indexOf(piece, EQUALS);
  return equals < 0 ? "" : trimmed(piece, 0, equals);
}

function valueOf(piece: string): string {
  return trimmed(piece, indexOf(piece, EQUALS) + 1, piece.length);
}

function indexOf(text: string, unit: i32): i32 {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) == unit) return i;
  }
  return -1;
}

import { byteTextOf, bytesOf, textOf, toByteText } from "./byte-text";
import {
  decodeComponent,
  decodeComponentBytes,
  encodeComponent,
  isPlain,
  Kept,
} from "./component";

const AMPERSAND = 0x26;
const EQUALS = 0x3d;

/**
 * The pairs of a query or of an urlencoded form, in their order.
 *
 * Reads and edits like the Web's `URLSearchParams`: `+` is a space, a `%` without two
 * hexadecimal digits stays, and what is not UTF-8 reads as U+FFFD. Two things differ. A pair
 * that is not edited stays the same to the byte, empty ones such as in `a&&b` included. And
 * what is written keeps only RFC 3986's unreserved characters, so a space becomes `%20`, which
 * is a space to each reader of forms and URLs.
 *
 * ```ts
 * const params = new SearchParams("user=joe&tag=a&tag=b%2Fc");
 * params.set("user", "ann lee");
 * params.delete("tag", "a");
 * log.info(params.toString()); // user=ann%20lee&tag=b%2Fc
 * ```
 */
@final
export class SearchParams {
  /** The byte texts between the ampersands. */
  private readonly pieces: string[] = [];

  /** Reads a query, with or without its `?`; `""` has no pairs. */
  constructor(query: string = "") {
    const isMarked = query.length > 0 && query.charCodeAt(0) == 0x3f;
    this.read(toByteText(isMarked ? query.substring(1) : query));
  }

  /**
   * Reads bytes, such as the body of an `application/x-www-form-urlencoded` request.
   *
   * ```ts
   * const form = SearchParams.ofBytes(this.request.body.bytes());
   * const user = form.get("user");
   * if (user != null) log.info(user);
   * ```
   */
  static ofBytes(bytes: Uint8Array): SearchParams {
    const params = new SearchParams();
    params.read(byteTextOf(bytes));
    return params;
  }

  /** How many pairs there are. */
  get size(): i32 {
    let count = 0;
    for (let i = 0; i < this.pieces.length; i++) {
      if (this.pieces[i].length > 0) count++;
    }
    return count;
  }

  /** Returns the first value of a name, or `null`; without a `=` it is `""`. */
  get(name: string): string | null {
    const index = this.indexOf(name, 0);
    return index < 0 ? null : valueOf(this.pieces[index]);
  }

  /** Returns the first value of a name as the bytes that it stands for, or `null`. */
  getBytes(name: string): Uint8Array | null {
    const index = this.indexOf(name, 0);
    if (index < 0) return null;
    const piece = this.pieces[index];
    return decodeComponentBytes(piece, valueAt(piece), piece.length, true);
  }

  /** Returns all values of a name in their order; empty for none. */
  getAll(name: string): string[] {
    const values: string[] = [];
    let index = this.indexOf(name, 0);
    while (index >= 0) {
      values.push(valueOf(this.pieces[index]));
      index = this.indexOf(name, index + 1);
    }
    return values;
  }

  /** Tells whether a name is there; with a value, whether the name has it. */
  has(name: string, value: string | null = null): bool {
    let index = this.indexOf(name, 0);
    while (index >= 0) {
      if (value == null || valueOf(this.pieces[index]) == value) return true;
      index = this.indexOf(name, index + 1);
    }
    return false;
  }

  /**
   * Gives a name one value: where the first one is, or else at the end. The other values of
   * the name are removed.
   */
  set(name: string, value: string): void {
    const index = this.indexOf(name, 0);
    if (index < 0) return this.append(name, value);
    // A pair that already says so stays as it is written.
    if (valueOf(this.pieces[index]) != value) {
      this.pieces[index] = pieceOf(name, value);
    }
    this.drop(name, null, index + 1);
  }

  /** Adds a pair at the end. */
  append(name: string, value: string): void {
    this.pieces.push(pieceOf(name, value));
  }

  /** Removes all pairs of a name, or those of them that have a value. */
  delete(name: string, value: string | null = null): void {
    this.drop(name, value, 0);
  }

  /** Returns all names in their order, as often as they are there. */
  keys(): string[] {
    const names: string[] = [];
    for (let i = 0; i < this.pieces.length; i++) {
      const piece = this.pieces[i];
      if (piece.length > 0) names.push(nameOf(piece));
    }
    return names;
  }

  /** Returns all values in their order. */
  values(): string[] {
    const values: string[] = [];
    for (let i = 0; i < this.pieces.length; i++) {
      const piece = this.pieces[i];
      if (piece.length > 0) values.push(valueOf(piece));
    }
    return values;
  }

  /** Calls a function with the value and the name of each pair. */
  forEach(fn: (value: string, name: string) => void): void {
    for (let i = 0; i < this.pieces.length; i++) {
      const piece = this.pieces[i];
      if (piece.length > 0) fn(valueOf(piece), nameOf(piece));
    }
  }

  /** Sorts the pairs by name, in the order of UTF-16 units; equal names keep their order. */
  sort(): void {
    const names = this.keys();
    const sorted: string[] = [];
    for (let i = 0; i < this.pieces.length; i++) {
      if (this.pieces[i].length > 0) sorted.push(this.pieces[i]);
    }
    // From halves that are sorted to larger ones, so that equal names keep their order.
    for (let width = 1; width < sorted.length; width <<= 1) {
      mergeRuns(names, sorted, width);
    }
    this.pieces.length = 0;
    for (let i = 0; i < sorted.length; i++) this.pieces.push(sorted[i]);
  }

  /** Returns the query, without a `?`. */
  toString(): string {
    return textOf(this.raw);
  }

  /** Returns the query as bytes, those that are not UTF-8 included. */
  toBytes(): Uint8Array {
    return bytesOf(this.raw);
  }

  /** The query as a byte text; for the SDK. */
  get raw(): string {
    return this.pieces.join("&");
  }

  /** Adds the pairs of a byte text; for the SDK. */
  read(raw: string): void {
    if (raw.length == 0) return;
    let start = 0;
    for (let i = 0; i <= raw.length; i++) {
      if (i < raw.length && raw.charCodeAt(i) != AMPERSAND) continue;
      this.pieces.push(raw.substring(start, i));
      start = i + 1;
    }
  }

  private indexOf(name: string, from: i32): i32 {
    for (let i = from; i < this.pieces.length; i++) {
      if (hasName(this.pieces[i], name)) return i;
    }
    return -1;
  }

  private drop(name: string, value: string | null, from: i32): void {
    let kept = from;
    for (let i = from; i < this.pieces.length; i++) {
      const piece = this.pieces[i];
      if (hasName(piece, name) && (value == null || valueOf(piece) == value)) {
        continue;
      }
      this.pieces[kept++] = piece;
    }
    this.pieces.length = kept;
  }
}

/** Returns where the name of a piece ends. */
function nameEnd(piece: string): i32 {
  for (let i = 0; i < piece.length; i++) {
    if (piece.charCodeAt(i) == EQUALS) return i;
  }
  return piece.length;
}

/** Returns where the value of a piece begins. */
function valueAt(piece: string): i32 {
  return min(nameEnd(piece) + 1, piece.length);
}

function nameOf(piece: string): string {
  return decodeComponent(piece, 0, nameEnd(piece), true);
}

function valueOf(piece: string): string {
  return decodeComponent(piece, valueAt(piece), piece.length, true);
}

function hasName(piece: string, name: string): bool {
  // An empty piece is not a pair.
  if (piece.length == 0) return false;
  const end = nameEnd(piece);
  if (!isPlain(piece, 0, end)) {
    return decodeComponent(piece, 0, end, true) == name;
  }
  if (end != name.length) return false;
  for (let i = 0; i < end; i++) {
    if (piece.charCodeAt(i) != name.charCodeAt(i)) return false;
  }
  return true;
}

function pieceOf(name: string, value: string): string {
  return (
    encodeComponent(name, Kept.Unreserved) +
    "=" +
    encodeComponent(value, Kept.Unreserved)
  );
}

/** Merges each two neighbours of runs of `width` sorted names, and their pieces. */
function mergeRuns(names: string[], pieces: string[], width: i32): void {
  const oldNames = names.slice();
  const oldPieces = pieces.slice();
  for (let start = 0; start < pieces.length; start += width << 1) {
    const middle = min(start + width, pieces.length);
    const end = min(middle + width, pieces.length);
    let left = start;
    let right = middle;
    for (let to = start; to < end; to++) {
      const isLeft =
        right >= end || (left < middle && oldNames[left] <= oldNames[right]);
      const from = isLeft ? left++ : right++;
      names[to] = oldNames[from];
      pieces[to] = oldPieces[from];
    }
  }
}

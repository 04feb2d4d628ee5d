import { HAS_LONG_JSON } from "../features";
import { JsonKind } from "./json-kind";
import { JsonReader } from "./json-reader";
import { JsonValue } from "./json-value";
import { positionOf, segmentsOf } from "./pointer";

/** As many as a mask has bits. */
const MOST: i32 = 64;

/**
 * Picks values from documents by JSON Pointers (RFC 6901), all in one pass that builds
 * nothing else. Made once, such as in `onConfigure`, it serves every document.
 *
 * A pointer is `""` for the document's value, or a `/` in front of each key or position
 * on the way: `/choices/0/message`; in a key, `~1` stands for `/` and `~0` for `~`. Of
 * a key that an object has twice the last value counts, as with `JSON.parse`. The
 * constructor throws for what is not a pointer, and for more than 64 of them.
 *
 * ```ts
 * const PICKS = new JsonPicks(["/model", "/usage/total_tokens"]);
 * class Usage extends HttpContext {
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
 *     if (PICKS.read(this.response.body.jsonReader())) {
 *       const model = PICKS.textOr(0, "unknown");
 *       log.info(`${model}: ${PICKS.integerOr(1, 0)} tokens`);
 *     }
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Usage>("usage");
 * ```
 */
@final
export class JsonPicks {
  private readonly paths: string[][] = [];
  /** The same as positions in lists; -1 for what is none. */
  private readonly positions: i32[][] = [];
  private readonly values: (JsonValue | null)[] = [];

  constructor(pointers: string[]) {
    if (pointers.length > MOST) {
      throw new Error(`Cannot pick more than ${MOST} values`);
    }
    for (let i = 0; i < pointers.length; i++) {
      const path = segmentsOf(pointers[i]);
      if (path == null) {
        throw new Error(`Cannot pick ${pointers[i]}: it is not a JSON Pointer`);
      }
      const positions: i32[] = [];
      for (let k = 0; k < path.length; k++) positions.push(positionOf(path[k]));
      this.paths.push(path);
      this.positions.push(positions);
      this.values.push(null);
    }
  }

  /**
   * Goes over the document of a reader, and keeps the values that the pointers point
   * to until the next call. Returns whether the document is JSON; no value is kept
   * where it is not.
   */
  read(reader: JsonReader): bool {
    this.forget();
    const count = this.paths.length;
    const all: u64 = count == MOST ? u64.MAX_VALUE : ((<u64>1) << count) - 1;
    this.walk(reader, 0, all);
    if (reader.finish()) return true;
    this.forget();
    return false;
  }

  /** The value that a pointer points to, given its position; `null` for none. */
  at(index: i32): JsonValue | null {
    if (<u32>index >= <u32>this.values.length) return null;
    return this.values[index];
  }

  /** The text that a pointer points to, or the fallback where there is none. */
  textOr(index: i32, fallback: string): string {
    const value = this.at(index);
    const text: string | null = value == null ? null : value.text;
    return text == null ? fallback : text;
  }

  /** The whole number that a pointer points to, or the fallback. */
  integerOr(index: i32, fallback: i64): i64 {
    const value = this.at(index);
    return value == null ? fallback : value.integerOr(fallback);
  }

  /** The number that a pointer points to, or the fallback; see `JsonValue.numberOr`. */
  numberOr(index: i32, fallback: f64): f64 {
    const value = this.at(index);
    return value == null ? fallback : value.numberOr(fallback);
  }

  /** The boolean that a pointer points to, or the fallback. */
  boolOr(index: i32, fallback: bool): bool {
    const value = this.at(index);
    return value == null ? fallback : value.boolOr(fallback);
  }

  private forget(): void {
    for (let i = 0; i < this.values.length; i++) this.values[i] = null;
  }

  /** Goes over a value to which `active` pointers lead; a bit for each. */
  private walk(reader: JsonReader, depth: i32, active: u64): void {
    const kind = reader.kind;
    const from = reader.position;
    let deeper: u64 = 0;
    for (let rest = active; rest != 0; rest &= rest - 1) {
      const index = <i32>ctz(rest);
      if (unchecked(this.paths[index]).length > depth)
        deeper |= (<u64>1) << index;
    }
    if (deeper != 0 && kind == JsonKind.Object) {
      reader.enterObject();
      while (reader.nextKey()) {
        const next = this.matching(reader, depth, deeper);
        if (next != 0) this.walk(reader, depth + 1, next);
      }
    } else if (deeper != 0 && kind == JsonKind.List) {
      reader.enterList();
      const last = this.lastItem(depth, deeper);
      for (let index = 0; reader.nextItem(); index++) {
        if (HAS_LONG_JSON && index > last) {
          reader.sdkLeaveList();
          break;
        }
        const next = this.matchingItem(index, depth, deeper);
        if (next != 0) this.walk(reader, depth + 1, next);
      }
    } else reader.skip();
    if (kind == JsonKind.None) return;
    const value = active ^ deeper;
    if (value == 0) return;
    const found = reader.valueAt(from, reader.position);
    for (let rest = value; rest != 0; rest &= rest - 1) {
      this.values[<i32>ctz(rest)] = found;
    }
  }

  /** The pointers that lead on by the reader's key. */
  private matching(reader: JsonReader, depth: i32, active: u64): u64 {
    let next: u64 = 0;
    const paths = this.paths;
    const size = <i32>reader.sdkKeySize;
    for (let rest = active; rest != 0; rest &= rest - 1) {
      const index = <i32>ctz(rest);
      const name = unchecked(unchecked(paths[index])[depth]);
      // No byte becomes more than one unit.
      if (size < name.length || !reader.keyIs(name)) continue;
      next |= (<u64>1) << index;
      // An earlier value of the same key does not count.
      unchecked((this.values[index] = null));
    }
    return next;
  }

  /** The pointers that lead on by a position. */
  private matchingItem(item: i32, depth: i32, active: u64): u64 {
    let next: u64 = 0;
    for (let rest = active; rest != 0; rest &= rest - 1) {
      const index = <i32>ctz(rest);
      const path = unchecked(this.positions[index]);
      if (unchecked(path[depth]) == item) next |= (<u64>1) << index;
    }
    return next;
  }

  /** The last position by which a pointer leads on, -1 for none. */
  private lastItem(depth: i32, active: u64): i32 {
    let last = -1;
    for (let rest = active; rest != 0; rest &= rest - 1) {
      const path = unchecked(this.positions[<i32>ctz(rest)]);
      last = max(last, unchecked(path[depth]));
    }
    return last;
  }
}

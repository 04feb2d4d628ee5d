import { copyBytes } from "../abi/copy-bytes";
import { nameAddress, nameSize, pairCount, valueSize } from "../abi/pairs";
import { decode, encode, encodedRoom } from "../abi/utf8";

/**
 * A map among the proxy's properties, as it was when it was read.
 *
 * Keys match exactly, and the order is the proxy's. A value is decoded when it is asked
 * for: as text, as bytes, or as what a path that goes one further would give. An index
 * outside 0 to `size` - 1 throws.
 *
 * ```ts
 * const labels = getPropertyMap([
 *   "xds", "route_metadata", "filter_metadata", "com.example",
 * ]);
 * if (labels != null) {
 *   const team = labels.get("team");
 *   if (team != null) log.info("a route of " + team);
 * }
 * ```
 */
export class PropertyMap {
  /** How many entries it has. */
  readonly size: i32;

  constructor(private readonly pairs: ArrayBuffer) {
    this.size = <i32>pairCount(changetype<usize>(pairs), pairs.byteLength);
  }

  /** Returns the value of a key as text, or `null`. */
  get(key: string): string | null {
    const index = this.indexOf(key);
    return index < 0 ? null : this.value(index);
  }

  /** Returns the value of a key as bytes, or `null`. */
  getBytes(key: string): Uint8Array | null {
    const index = this.indexOf(key);
    return index < 0 ? null : this.valueBytes(index);
  }

  /** Returns the key of an entry. */
  key(index: i32): string {
    return decode(this.seek(index), nameSize(this.base, index));
  }

  /** Returns the value of an entry as text; invalid UTF-8 reads as U+FFFD. */
  value(index: i32): string {
    const at = this.seek(index) + nameSize(this.base, index) + 1;
    return decode(at, valueSize(this.base, index));
  }

  /** Returns the value of an entry as bytes, a copy of its own. */
  valueBytes(index: i32): Uint8Array {
    const at = this.seek(index) + nameSize(this.base, index) + 1;
    return copyBytes(at, valueSize(this.base, index));
  }

  private get base(): usize {
    return changetype<usize>(this.pairs);
  }

  private indexOf(key: string): i32 {
    const wanted = new ArrayBuffer(<i32>encodedRoom(key));
    const size = <u32>encode(key, changetype<usize>(wanted));
    for (let i = 0; i < this.size; i++) {
      if (nameSize(this.base, i) != size) continue;
      const at = nameAddress(this.base, i);
      if (memory.compare(at, changetype<usize>(wanted), size) == 0) return i;
    }
    return -1;
  }

  private seek(index: i32): usize {
    if (<u32>index >= <u32>this.size) {
      throw new RangeError("Cannot read property map: index out of range");
    }
    return nameAddress(this.base, index);
  }
}

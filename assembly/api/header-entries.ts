import { copyBytes } from "../abi/copy-bytes";
import {
  headSize,
  lowerCase,
  nameSize,
  pairCount,
  valueSize,
} from "../abi/pairs";
import { scratch } from "../abi/scratch";
import { decode, encode, encodedRoom } from "../abi/utf8";

/**
 * The headers of a map as they were when `HeaderMap.entries` was called, in the
 * proxy's order, one entry for each value.
 *
 * A name or a value is decoded when it is asked for. Going through by index, in
 * either form, reads each entry once; a jump backwards starts again at 0. An
 * index outside 0 to `length` - 1 throws.
 *
 * ```ts
 * const entries = this.request.headers.entries();
 * for (let i = 0; i < entries.length; i++) {
 *   log.info(entries.name(i) + ": " + entries.value(i));
 * }
 * ```
 */
export class HeaderEntries {
  /** How many entries there are. */
  readonly length: i32;
  private readonly pairs: ArrayBuffer;
  private cursor: u32 = 0;
  private offset: usize = 0;

  constructor(pairs: ArrayBuffer) {
    const count = pairCount(changetype<usize>(pairs), pairs.byteLength);
    this.pairs = pairs;
    this.length = <i32>count;
    this.offset = headSize(count);
  }

  /** Returns the name of an entry, in lower case as the proxy keeps it. */
  name(index: i32): string {
    const at = this.seek(index);
    return decode(at, nameSize(this.base, index));
  }

  /** Returns the value of an entry as text; invalid UTF-8 reads as U+FFFD. */
  value(index: i32): string {
    const at = this.seek(index) + nameSize(this.base, index) + 1;
    return decode(at, valueSize(this.base, index));
  }

  /** Calls a function with the value and the name of each entry. */
  forEach(fn: (value: string, name: string) => void): void {
    for (let i = 0; i < this.length; i++) fn(this.value(i), this.name(i));
  }

  /** Returns how many bytes the name of an entry takes; copies nothing. */
  nameSize(index: i32): i32 {
    return <i32>nameSize(this.base, this.check(index));
  }

  /** Returns how many bytes the value of an entry takes; copies nothing. */
  valueSize(index: i32): i32 {
    return <i32>valueSize(this.base, this.check(index));
  }

  /** Returns the value of an entry as bytes, a copy of its own. */
  valueBytes(index: i32): Uint8Array {
    const at = this.seek(index) + nameSize(this.base, index) + 1;
    return copyBytes(at, valueSize(this.base, index));
  }

  /** Returns the name of an entry as bytes, a copy of its own. */
  nameBytes(index: i32): Uint8Array {
    return copyBytes(this.seek(index), nameSize(this.base, index));
  }

  /** Tells whether an entry has this name, in whatever case `name` is written. */
  hasName(index: i32, name: string): bool {
    const at = this.seek(index);
    const wanted = scratch(encodedRoom(name));
    const size = encode(name, wanted);
    if (size != nameSize(this.base, index)) return false;
    for (let i: usize = 0; i < size; i++) {
      if (load<u8>(at + i) != lowerCase(load<u8>(wanted + i))) return false;
    }
    return true;
  }

  private get base(): usize {
    return changetype<usize>(this.pairs);
  }

  @inline
  private check(index: i32): u32 {
    if (<u32>index >= <u32>this.length) refuseIndex();
    return index;
  }

  /** Returns the address of the name of entry `index`. */
  private seek(index: i32): usize {
    this.check(index);
    if (<u32>index < this.cursor) {
      this.cursor = 0;
      this.offset = headSize(this.length);
    }
    while (this.cursor < <u32>index) {
      this.offset +=
        nameSize(this.base, this.cursor) +
        valueSize(this.base, this.cursor) +
        2;
      this.cursor++;
    }
    return this.base + this.offset;
  }
}

function refuseIndex(): void {
  throw new RangeError("Cannot read header entry: index out of range");
}

import { decode } from "../abi/utf8";

/** No name is this long: what has such a size is not an entry. */
const MAX_NAME: u32 = 1 << 14;

/** Before each name. */
const SIZE: usize = sizeof<u32>();

/** The size of an entry that may go on after the end of the data. */
const CUT: usize = -1;

/**
 * The gauges of a `StatsUpdate`, each with a name and a value.
 *
 * A name is decoded when it is asked for. Going through by index reads each entry
 * once; a jump backwards starts again at 0. An index outside 0 to `length` - 1
 * throws.
 *
 * ```ts
 * class Sink extends RootContext {
 *   onStatsUpdate(stats: StatsUpdate): void {
 *     const gauges = stats.gauges;
 *     for (let i = 0; i < gauges.length; i++) {
 *       log.info(gauges.name(i) + " is " + gauges.value(i).toString());
 *     }
 *   }
 * }
 * ```
 */
export class StatEntries {
  /** How many entries there are. */
  readonly length: i32;
  /** Whether there may be more entries after the end of the data; the SDK asks. */
  readonly isCut: bool;
  private cursor: i32 = 0;
  private offset: usize;

  /**
   * Finds up to `count` entries from `first` on; the SDK calls it. `data` begins
   * where the proxy's alignment does.
   */
  constructor(
    private readonly data: ArrayBuffer,
    private readonly first: usize,
    count: u32,
    private readonly valuesSize: usize,
  ) {
    this.offset = first;
    let offset = first;
    let length: u32 = 0;
    let size: usize = 0;
    for (; length < count; length++) {
      size = this.entrySize(offset);
      if (size == 0 || size == CUT) break;
      offset += size;
    }
    this.length = <i32>length;
    this.isCut = size == CUT;
  }

  /** Returns the name of an entry, such as `http.main.downstream_cx_active`. */
  name(index: i32): string {
    const at = this.seek(index);
    return decode(at + SIZE, load<u32>(at));
  }

  /** Returns the value of an entry. */
  value(index: i32): u64 {
    return load<u64>(this.valuesAt(index));
  }

  /** Returns the address of the values of an entry; the SDK calls it. */
  protected valuesAt(index: i32): usize {
    this.seek(index);
    return this.base + this.valuesOffset(this.offset);
  }

  private get base(): usize {
    return changetype<usize>(this.data);
  }

  /** Returns the address of entry `index`, and keeps its offset. */
  private seek(index: i32): usize {
    if (<u32>index >= <u32>this.length) {
      throw new RangeError("Cannot read statistic: index out of range");
    }
    if (index < this.cursor) {
      this.cursor = 0;
      this.offset = this.first;
    }
    for (; this.cursor < index; this.cursor++) {
      this.offset = this.valuesOffset(this.offset) + this.valuesSize;
    }
    return this.base + this.offset;
  }

  private valuesOffset(offset: usize): usize {
    return (offset + SIZE + load<u32>(this.base + offset) + 7) & ~7;
  }

  /** Returns an entry's size; 0 where there is none, as its name shows. */
  private entrySize(offset: usize): usize {
    const end: usize = this.data.byteLength;
    if (offset + SIZE > end) return CUT;
    const size = load<u32>(this.base + offset);
    if (size == 0 || size > MAX_NAME) return 0;
    const next = this.valuesOffset(offset) + this.valuesSize;
    if (next > end) return CUT;
    const name = this.base + offset + SIZE;
    for (let i: usize = 0; i < size; i++) {
      const unit = load<u8>(name + i);
      if (unit < 0x20 || unit == 0x7f) return 0;
    }
    return next - offset;
  }
}

import { copyBytes } from "../abi/copy-bytes";
import { nameAddress, nameSize, pairCount } from "../abi/pairs";
import { decode } from "../abi/utf8";

/**
 * A list among the proxy's properties, as it was when it was read. An index outside 0 to
 * `length` - 1 throws.
 *
 * ```ts
 * const hosts = getPropertyList([
 *   "xds", "route_metadata", "filter_metadata", "com.example", "hosts",
 * ]);
 * if (hosts != null) {
 *   for (let i = 0; i < hosts.length; i++) log.info(hosts.text(i));
 * }
 * ```
 */
export class PropertyList {
  /** How many items it has. */
  readonly length: i32;

  // Envoy writes a list as pairs, with the items for names and no values.
  constructor(private readonly pairs: ArrayBuffer) {
    this.length = <i32>pairCount(changetype<usize>(pairs), pairs.byteLength);
  }

  /** Returns an item as text; invalid UTF-8 reads as U+FFFD. */
  text(index: i32): string {
    return decode(this.seek(index), nameSize(this.base, index));
  }

  /** Returns an item as bytes, a copy of its own. */
  bytes(index: i32): Uint8Array {
    return copyBytes(this.seek(index), nameSize(this.base, index));
  }

  private get base(): usize {
    return changetype<usize>(this.pairs);
  }

  private seek(index: i32): usize {
    if (<u32>index >= <u32>this.length) {
      throw new RangeError("Cannot read property list: index out of range");
    }
    return nameAddress(this.base, index);
  }
}

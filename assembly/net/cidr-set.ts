import { Cidr } from "./cidr";
import { IpAddress } from "./ip-address";
import { sortRecords } from "./sort-records";

/**
 * A set of ranges of addresses, each of which is found in a few steps, however many they are:
 * thousands take 8 bytes each for IPv4, and 32 for IPv6. Ranges may overlap. An IPv4-mapped
 * address counts as its IPv4 address.
 *
 * ```ts
 * const blocked = CidrSet.of(["192.0.2.0/24", "2001:db8::/32"])!;
 * class Block extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const source = properties.source.address;
 *     const address = source != null ? IpAddress.ofEndpoint(source) : null;
 *     if (address != null && blocked.has(address)) {
 *       this.sendLocalResponse(new LocalResponse(403));
 *       return FilterHeadersStatus.StopIteration;
 *     }
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class CidrSet {
  /** For each range its first and its last address. */
  private readonly v4: u64[] = [];
  /** For each range the two halves of its first and of its last address. */
  private readonly v6: u64[] = [];
  private isSorted: bool = true;

  /** Reads a list of ranges, as a configuration has it; `null` where one of them is not one. */
  static of(ranges: string[]): CidrSet | null {
    const set = new CidrSet();
    for (let i = 0; i < ranges.length; i++) {
      if (!set.add(ranges[i])) return null;
    }
    return set;
  }

  /** Adds a range; false where the text is not one. */
  add(range: string): bool {
    const cidr = Cidr.parse(range);
    if (cidr == null) return false;
    this.addCidr(cidr);
    return true;
  }

  /** Adds a range that was read. */
  addCidr(cidr: Cidr): void {
    this.isSorted = false;
    const high = cidr.firstHigh;
    const low = cidr.firstLow;
    const restHigh = cidr.restHigh;
    const restLow = cidr.restLow;
    // A range within ::ffff:0:0/96 is one of IPv4.
    if ((high | restHigh | (restLow >> 32)) == 0 && low >> 32 == 0xffff) {
      this.v4.push((low << 32) | ((<u32>low) | restLow));
      return;
    }
    this.v6.push(high);
    this.v6.push(low);
    this.v6.push(high | restHigh);
    this.v6.push(low | restLow);
  }

  /** Tells whether an address is in one of the ranges. */
  has(address: IpAddress): bool {
    if (!this.isSorted) this.sort();
    return address.isV4 || address.isV4Mapped
      ? this.hasV4(address.v4)
      : this.hasV6(address.high, address.low);
  }

  private hasV4(address: u32): bool {
    // The last range that begins at the address or before it.
    let from = 0;
    let to = this.v4.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (<u32>(unchecked(this.v4[middle]) >> 32) <= address) from = middle + 1;
      else to = middle;
    }
    return from > 0 && address <= <u32>unchecked(this.v4[from - 1]);
  }

  private hasV6(high: u64, low: u64): bool {
    const v6 = this.v6;
    let from = 0;
    let to = v6.length >> 2;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const at = middle << 2;
      const first = unchecked(v6[at]);
      if (first < high || (first == high && unchecked(v6[at + 1]) <= low)) {
        from = middle + 1;
      } else to = middle;
    }
    if (from == 0) return false;
    const at = (from - 1) << 2;
    const last = unchecked(v6[at + 2]);
    return high < last || (high == last && low <= unchecked(v6[at + 3]));
  }

  /** Sorts the ranges and joins those that overlap. */
  private sort(): void {
    this.isSorted = true;
    const v4 = this.v4;
    sortRecords(v4, 1);
    let end = 0;
    for (let i = 0; i < v4.length; i++) {
      const range = v4[i];
      const before = end > 0 ? v4[end - 1] : 0;
      if (end == 0 || <u32>(range >> 32) > <u32>before) v4[end++] = range;
      else if (<u32>range > <u32>before) {
        v4[end - 1] = (before & 0xffff_ffff_0000_0000) | (<u32>range);
      }
    }
    v4.length = end;
    this.sortV6();
  }

  private sortV6(): void {
    const v6 = this.v6;
    sortRecords(v6, 4);
    let end = 0;
    for (let i = 0; i < v6.length; i += 4) {
      const last = v6[i + 2];
      const lastLow = v6[i + 3];
      // Ranges begin apart, or one is in the other: then its end does not count.
      const isIn =
        end > 0 &&
        (last < v6[end - 2] || (last == v6[end - 2] && lastLow <= v6[end - 1]));
      if (isIn) continue;
      v6[end] = v6[i];
      v6[end + 1] = v6[i + 1];
      v6[end + 2] = last;
      v6[end + 3] = lastLow;
      end += 4;
    }
    v6.length = end;
  }
}

import { Cidr } from "./cidr";
import { IpAddress } from "./ip-address";

/**
 * A set of ranges of addresses, each of which is found in a few steps, however many they are:
 * thousands take 8 bytes each for IPv4, and 32 for IPv6. Ranges may overlap. An IPv4-mapped
 * address counts as its IPv4 address.
 *
 * ```ts
 * const blocked = CidrSet.of(["192.0.2.0/24", "2001:db8::/32"]);
 * class Block extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const source = properties.source.address;
 *     const address = source != null ? IpAddress.ofEndpoint(source) : null;
 *     if (address != null && blocked != null && blocked.has(address)) {
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
  /** The first and the last address of each range, sorted once they are needed. */
  private v4: u64[] = [];
  /** Four halves of addresses for each range. */
  private v6: StaticArray<u64> = new StaticArray<u64>(0);
  private added: Cidr[] = [];
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
    // A range within ::ffff:0:0/96 is one of IPv4.
    const isMapped =
      cidr.firstHigh == 0 &&
      cidr.restHigh == 0 &&
      cidr.firstLow >> 32 == 0xffff &&
      cidr.restLow >> 32 == 0;
    if (!isMapped) {
      this.added.push(cidr);
      return;
    }
    const first: u64 = <u32>cidr.firstLow;
    this.v4.push((first << 32) | first | cidr.restLow);
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

  private sort(): void {
    this.isSorted = true;
    this.sortV4();
    if (this.added.length > 0) this.sortV6();
  }

  private sortV4(): void {
    const v4 = this.v4;
    v4.sort(compareNumbers);
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
  }

  private sortV6(): void {
    // Those of before are in order, and have their ranges in `added` no more.
    const added = this.added;
    added.sort(compareRanges);
    const old = this.v6;
    const all = new StaticArray<u64>(old.length + (added.length << 2));
    let end = 0;
    let left = 0;
    let right = 0;
    while (left < old.length || right < added.length) {
      const next = right < added.length ? added[right] : null;
      const isOld =
        next == null ||
        (left < old.length &&
          (old[left] < next.firstHigh ||
            (old[left] == next.firstHigh && old[left + 1] <= next.firstLow)));
      if (isOld) {
        end = put(
          all,
          end,
          old[left],
          old[left + 1],
          old[left + 2],
          old[left + 3],
        );
        left += 4;
        continue;
      }
      const high = next!.firstHigh;
      const low = next!.firstLow;
      end = put(
        all,
        end,
        high,
        low,
        high | next!.restHigh,
        low | next!.restLow,
      );
      right++;
    }
    this.v6 = all.slice<StaticArray<u64>>(0, end);
    this.added = [];
  }
}

/** Adds a range behind those that begin before it, or makes the last one longer. */
function put(
  ranges: StaticArray<u64>,
  end: i32,
  firstHigh: u64,
  firstLow: u64,
  lastHigh: u64,
  lastLow: u64,
): i32 {
  if (end > 0) {
    const high = ranges[end - 2];
    const low = ranges[end - 1];
    if (firstHigh < high || (firstHigh == high && firstLow <= low)) {
      if (lastHigh > high || (lastHigh == high && lastLow > low)) {
        ranges[end - 2] = lastHigh;
        ranges[end - 1] = lastLow;
      }
      return end;
    }
  }
  ranges[end] = firstHigh;
  ranges[end + 1] = firstLow;
  ranges[end + 2] = lastHigh;
  ranges[end + 3] = lastLow;
  return end + 4;
}

function compareNumbers(left: u64, right: u64): i32 {
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareRanges(left: Cidr, right: Cidr): i32 {
  const high = compareNumbers(left.firstHigh, right.firstHigh);
  return high != 0 ? high : compareNumbers(left.firstLow, right.firstLow);
}

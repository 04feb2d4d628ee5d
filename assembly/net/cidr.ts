import { IpAddress } from "./ip-address";

/**
 * A range of addresses, such as `10.0.0.0/8` or `2001:db8::/32`.
 *
 * ```ts
 * const local = Cidr.parse("10.0.0.0/8");
 * const address = IpAddress.parse("10.1.2.3");
 * if (local != null && address != null && local.contains(address)) {
 *   log.info("local");
 * }
 * ```
 */
export class Cidr {
  private constructor(
    private readonly base: IpAddress,
    /** How many bits of an address it is about: 0 to 32, or to 128 for IPv6. */
    readonly prefix: i32,
  ) {}

  /**
   * Reads a range; an address alone is a range of one. Bits behind the prefix do not count, so
   * `10.1.2.3/8` is `10.0.0.0/8`. `null` where the text is neither.
   */
  static parse(text: string): Cidr | null {
    const slash = text.indexOf("/");
    const base = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (base == null || base.zone.length > 0) return null;
    const bits = base.isV4 ? 32 : 128;
    if (slash < 0) return new Cidr(base, bits);
    const digits = text.length - slash - 1;
    if (digits < 1 || digits > 3) return null;
    let prefix = 0;
    for (let i = slash + 1; i < text.length; i++) {
      const digit: u32 = text.charCodeAt(i) - 0x30;
      if (digit > 9) return null;
      prefix = prefix * 10 + digit;
    }
    // `/08` is a slip more likely than a range.
    if (digits > 1 && text.charCodeAt(slash + 1) == 0x30) return null;
    return prefix <= bits ? new Cidr(base, prefix) : null;
  }

  /** Whether it is of IPv4 addresses. */
  get isV4(): bool {
    return this.base.isV4;
  }

  /** The upper half of its first address; for the SDK. */
  get firstHigh(): u64 {
    return this.base.high & ~this.restHigh;
  }

  /** The lower half of its first address; for the SDK. */
  get firstLow(): u64 {
    return this.base.low & ~this.restLow;
  }

  /** The bits of the upper half that differ within the range; for the SDK. */
  get restHigh(): u64 {
    const bits = this.bits;
    return bits >= 64 ? 0 : bits == 0 ? u64.MAX_VALUE : u64.MAX_VALUE >> bits;
  }

  /** The bits of the lower half that differ within the range; for the SDK. */
  get restLow(): u64 {
    const bits = this.bits - 64;
    if (bits >= 64) return 0;
    return bits <= 0 ? u64.MAX_VALUE : u64.MAX_VALUE >> bits;
  }

  /**
   * Tells whether an address is in the range. An IPv4-mapped one, `::ffff:a.b.c.d`, is in those
   * of its IPv4 address as well. Zones do not count.
   */
  contains(address: IpAddress): bool {
    if (this.isV4 && !address.isV4 && !address.isV4Mapped) return false;
    if (!this.isV4 && address.isV4) return false;
    return (
      (address.high & ~this.restHigh) == this.firstHigh &&
      (address.low & ~this.restLow) == this.firstLow
    );
  }

  /** Returns it with its first address, such as `10.0.0.0/8`. */
  toString(): string {
    const bytes = new Uint8Array(16);
    store<u64>(bytes.dataStart, bswap(this.firstHigh));
    store<u64>(bytes.dataStart, bswap(this.firstLow), 8);
    const first = IpAddress.ofBytes(this.isV4 ? bytes.slice(12) : bytes);
    return `${first!.toString()}/${this.prefix}`;
  }

  /** The bits of an IPv6 address, to which IPv4 is mapped. */
  private get bits(): i32 {
    return this.isV4 ? 96 + this.prefix : this.prefix;
  }
}

import { readV4, readV6 } from "./ip-text";

/** The high half and the upper part of the low one of IPv4-mapped addresses, `::ffff:0:0/96`. */
const MAPPED: u64 = 0xffff_0000_0000;

/**
 * An IP address, IPv4 or IPv6, with an IPv6 zone if it has one. Equal addresses have the same
 * `toString`, whichever way they were written.
 *
 * ```ts
 * const source = properties.source.address;
 * const address = source != null ? IpAddress.ofEndpoint(source) : null;
 * if (address != null && !address.isPrivate) log.info(address.toString());
 * ```
 */
export class IpAddress {
  private constructor(
    /** The first 8 of its 16 bytes, those of `::ffff:a.b.c.d` for IPv4. */
    readonly high: u64,
    /** The last 8 of its 16 bytes. */
    readonly low: u64,
    /** Whether it is IPv4; an IPv4-mapped IPv6 address is not. */
    readonly isV4: bool,
    /** The zone behind a `%`, such as `eth0`; `""` where there is none. */
    readonly zone: string,
  ) {}

  /**
   * Reads an address; `null` where the text is not one. IPv4 has four decimal numbers without
   * leading zeros, which some readers take for octal. IPv6 has every form of RFC 4291 section 2.2,
   * and may have a zone of letters, digits and `-._~`.
   *
   * ```ts
   * const address = IpAddress.parse("2001:DB8:0:0::1");
   * if (address != null) log.info(address.toString()); // 2001:db8::1
   * ```
   */
  static parse(text: string): IpAddress | null {
    const v4 = readV4(text, 0, text.length);
    if (v4 >= 0) return new IpAddress(0, MAPPED | (<u64>v4), true, "");
    let end = text.indexOf("%");
    if (end < 0) end = text.length;
    else if (!isZone(text, end + 1)) return null;
    const halves = new StaticArray<u64>(2);
    if (!readV6(text, end, halves)) return null;
    return new IpAddress(halves[0], halves[1], false, text.substring(end + 1));
  }

  /**
   * Reads an address that may have a port behind it: `192.0.2.1:80`, `[2001:db8::1]:80`,
   * `[2001:db8::1]`, or as by `parse`. `null` where the text is none of them. The address of
   * `properties.source` is written so.
   */
  static ofEndpoint(text: string): IpAddress | null {
    if (text.startsWith("[")) {
      const end = text.indexOf("]");
      if (end < 0) return null;
      if (end + 1 < text.length && !isPort(text, end + 1)) return null;
      const address = IpAddress.parse(text.substring(1, end));
      return address != null && address.isV4 ? null : address;
    }
    const colon = text.indexOf(":");
    return colon >= 0 && colon == text.lastIndexOf(":")
      ? isPort(text, colon)
        ? IpAddress.parse(text.substring(0, colon))
        : null
      : IpAddress.parse(text);
  }

  /** Makes an address of 4 or 16 bytes in network order; `null` for another number. */
  static ofBytes(bytes: Uint8Array): IpAddress | null {
    const at = bytes.dataStart;
    if (bytes.length == 4) {
      return new IpAddress(0, MAPPED | (<u64>bswap(load<u32>(at))), true, "");
    }
    if (bytes.length != 16) return null;
    const high = bswap(load<u64>(at));
    return new IpAddress(high, bswap(load<u64>(at, 8)), false, "");
  }

  /** The IPv4 address as a number; of IPv6 the last four bytes. */
  get v4(): u32 {
    return <u32>this.low;
  }

  /** Whether it is an IPv6 address that stands for an IPv4 one, `::ffff:a.b.c.d`. */
  get isV4Mapped(): bool {
    return !this.isV4 && this.high == 0 && this.low >> 32 == MAPPED >> 32;
  }

  /** Returns the IPv4 address of an IPv4-mapped one, and any other as it is. */
  unmapped(): IpAddress {
    return this.isV4Mapped ? new IpAddress(0, this.low, true, "") : this;
  }

  /** Whether it is `127.0.0.0/8`, `::1`, or mapped to the former. */
  get isLoopback(): bool {
    return this.isLikeV4
      ? this.v4 >> 24 == 127
      : this.high == 0 && this.low == 1;
  }

  /**
   * Whether it is for private networks: `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16` (RFC
   * 1918), or `fc00::/7` (RFC 4193).
   */
  get isPrivate(): bool {
    if (!this.isLikeV4) return this.high >> 57 == 0x7e;
    const v4 = this.v4;
    return v4 >> 24 == 10 || v4 >> 20 == 0xac1 || v4 >> 16 == 0xc0a8;
  }

  /** Whether it is of one link only: `169.254.0.0/16`, or `fe80::/10`. */
  get isLinkLocal(): bool {
    return this.isLikeV4 ? this.v4 >> 16 == 0xa9fe : this.high >> 54 == 0x3fa;
  }

  /** Whether it is `0.0.0.0` or `::`. */
  get isUnspecified(): bool {
    return this.isLikeV4 ? this.v4 == 0 : (this.high | this.low) == 0;
  }

  /** Whether it is of a group: `224.0.0.0/4`, or `ff00::/8`. */
  get isMulticast(): bool {
    return this.isLikeV4 ? this.v4 >> 28 == 14 : this.high >> 56 == 0xff;
  }

  /** Tells whether it is the same address as another, of the same version and zone. */
  equals(other: IpAddress): bool {
    return (
      this.high == other.high &&
      this.low == other.low &&
      this.isV4 == other.isV4 &&
      this.zone == other.zone
    );
  }

  /** Returns its 4 or 16 bytes in network order. */
  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.isV4 ? 4 : 16);
    const at = bytes.dataStart;
    if (this.isV4) store<u32>(at, bswap(this.v4));
    else {
      store<u64>(at, bswap(this.high));
      store<u64>(at, bswap(this.low), 8);
    }
    return bytes;
  }

  /** Returns it in the form of RFC 5952, such as `192.0.2.1` or `2001:db8::1`. */
  toString(): string {
    if (this.isV4) return v4Text(this.v4);
    const zone = this.zone.length > 0 ? "%" + this.zone : "";
    if (this.isV4Mapped) return "::ffff:" + v4Text(this.v4) + zone;
    return v6Text(this.high, this.low) + zone;
  }

  private get isLikeV4(): bool {
    return this.isV4 || this.isV4Mapped;
  }
}

/** Tells whether all that follows may be a zone: RFC 6874, section 2. */
function isZone(text: string, from: i32): bool {
  for (let i = from; i < text.length; i++) {
    const unit: u32 = text.charCodeAt(i);
    const isOther =
      unit == 0x2d || unit == 0x2e || unit == 0x5f || unit == 0x7e;
    if ((unit | 0x20) - 0x61 >= 26 && unit - 0x30 >= 10 && !isOther)
      return false;
  }
  return from < text.length;
}

/** Tells whether a colon and a port are all that follows. */
function isPort(text: string, colon: i32): bool {
  if (text.charCodeAt(colon) != 0x3a || colon + 1 == text.length) return false;
  let port = 0;
  for (let i = colon + 1; i < text.length; i++) {
    const digit: u32 = text.charCodeAt(i) - 0x30;
    if (digit > 9) return false;
    port = port * 10 + digit;
    if (port > 65535) return false;
  }
  return true;
}

function v4Text(v4: u32): string {
  let text = "";
  for (let shift = 24; shift >= 0; shift -= 8) {
    const part = (v4 >> shift) & 255;
    if (part > 99) text += String.fromCharCode(0x30 + part / 100);
    if (part > 9) text += String.fromCharCode(0x30 + ((part / 10) % 10));
    text += String.fromCharCode(0x30 + (part % 10));
    if (shift > 0) text += ".";
  }
  return text;
}

function groupOf(high: u64, low: u64, index: i32): u32 {
  const half = index < 4 ? high : low;
  return (<u32>(half >> (48 - ((index & 3) << 4)))) & 0xffff;
}

function v6Text(high: u64, low: u64): string {
  // The first of the longest runs of two zeros or more.
  let runAt = 8;
  let runSize = 1;
  for (let i = 0; i < 8; i++) {
    let size = 0;
    while (i + size < 8 && groupOf(high, low, i + size) == 0) size++;
    if (size > runSize) {
      runAt = i;
      runSize = size;
    }
  }
  let text = "";
  for (let i = 0; i < 8; i++) {
    if (i == runAt) {
      text += "::";
      i += runSize - 1;
      continue;
    }
    if (i > 0 && i != runAt + runSize) text += ":";
    const group = groupOf(high, low, i);
    let shift = 12;
    while (shift > 0 && group >> shift == 0) shift -= 4;
    for (; shift >= 0; shift -= 4) {
      const digit = (group >> shift) & 15;
      text += String.fromCharCode(digit < 10 ? 0x30 + digit : 0x57 + digit);
    }
  }
  return text;
}

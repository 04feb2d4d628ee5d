import { decode } from "../abi/utf8";

/**
 * The addresses of a host name, for `RootContext.onResolveDns`; at least one.
 *
 *     ┌───────────┬───────────────┬────────────────────────────┐
 *     │ count u32 │ count × u32   │ count × ┌──────────────┬─┐ │
 *     │           │ TTL in seconds│         │ 192.0.2.1:0  │0│ │
 *     │           │               │         │ [2001:db8::1]:0│ │
 *     └───────────┴───────────────┴─────────┴──────────────┴─┘─┘
 *
 * An index outside 0 to `length` - 1 throws.
 *
 * ```ts
 * class Resolver extends RootContext {
 *   onConfigure(): bool {
 *     return this.resolveDns("example.org") == Status.Ok;
 *   }
 *   onResolveDns(name: string, answer: DnsAnswer | null): void {
 *     if (answer == null) return log.warn("cannot resolve " + name);
 *     for (let i = 0; i < answer.length; i++) log.info(answer.address(i));
 *   }
 * }
 * ```
 */
export class DnsAnswer {
  /** How many addresses there are. */
  readonly length: i32;

  private constructor(
    private readonly data: ArrayBuffer,
    private readonly addresses: string[],
  ) {
    this.length = addresses.length;
  }

  /** Reads the proxy's answer; `null` where it has no address. The SDK calls it. */
  static from(data: ArrayBuffer): DnsAnswer | null {
    const at = changetype<usize>(data);
    const size: usize = data.byteLength;
    const count: u32 = size < 4 ? 0 : load<u32>(at);
    if (count == 0 || <u64>count > (<u64>size - 4) / 5) return null;
    const addresses: string[] = [];
    let start = at + 4 + ((<usize>count) << 2);
    for (let end = start; end < at + size; end++) {
      if (load<u8>(end) != 0 || <u32>addresses.length == count) continue;
      addresses.push(withoutPort(decode(start, end - start)));
      start = end + 1;
    }
    return addresses.length == 0 ? null : new DnsAnswer(data, addresses);
  }

  /** Returns an address, such as `192.0.2.1` or `2001:db8::1`. */
  address(index: i32): string {
    this.check(index);
    return this.addresses[index];
  }

  /**
   * Returns for how many seconds an address may be kept; 0 in Envoy for one that
   * its host knows without asking.
   */
  ttl(index: i32): u32 {
    this.check(index);
    return load<u32>(changetype<usize>(this.data) + 4 + ((<usize>index) << 2));
  }

  private check(index: i32): void {
    if (<u32>index >= <u32>this.length) {
      throw new RangeError("Cannot read DNS answer: index out of range");
    }
  }
}

/** `192.0.2.1:0` → `192.0.2.1`, `[2001:db8::1]:0` → `2001:db8::1`. */
function withoutPort(text: string): string {
  const close = text.lastIndexOf("]");
  if (close > 0) return text.slice(1, close);
  const colon = text.lastIndexOf(":");
  return colon < 0 ? text : text.slice(0, colon);
}

import { HeaderMap } from "../api/header-map";
import { CidrSet } from "../net/cidr-set";
import { IpAddress } from "../net/ip-address";
import { FieldReader } from "./field-reader";
import { Forwarded } from "./forwarded";

/**
 * The proxies whose word about a client counts: so many in front of this one, or those with an
 * address in a set. What a client writes into `x-forwarded-for` itself is left of what they add,
 * and is never taken.
 *
 * Envoy with `use_remote_address` has already added its peer to `x-forwarded-for` where a
 * filter sees it. Otherwise give the peer to `clientOf`: the connection's own address is
 * `properties.source.address`, which Envoy takes from `x-forwarded-for` by its own settings.
 *
 * ```ts
 * class Client extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const proxies = TrustedProxies.hops(1);
 *     const client = proxies.clientOf(this.request.headers);
 *     if (client != null) log.info(client.toString());
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
export abstract class TrustedProxies {
  /** Trusts this many proxies in front of this one; 0 for none, so the peer is the client. */
  static hops(count: i32): TrustedProxies {
    if (count < 0) {
      throw new Error("Cannot trust proxies: their number is below 0");
    }
    return new ProxyCount(count);
  }

  /**
   * Trusts proxies by their addresses.
   *
   * ```ts
   * const ranges = CidrSet.of(["10.0.0.0/8", "fd00::/8"]);
   * const proxies = ranges != null ? TrustedProxies.in(ranges) : null;
   * const client = proxies != null ? proxies.clientOf(this.request.headers) : null;
   * if (client != null) log.info(client.toString());
   * ```
   */
  static in(ranges: CidrSet): TrustedProxies {
    return new ProxyRanges(ranges);
  }

  /**
   * Returns the address of the client by `x-forwarded-for`: of the chain of its addresses and
   * the peer, the last one that is not of a trusted proxy. Where all are trusted it is the
   * first. `null` where the chain is shorter than the number of proxies, or the place has
   * something that is not an address.
   */
  clientOf(headers: HeaderMap, peer: string | null = null): IpAddress | null {
    const chain: string[] = [];
    const reader = new FieldReader(headers.getAll("x-forwarded-for").join());
    while (reader.nextElement()) chain.push(reader.restOfElement());
    return this.lastUntrusted(chain, peer);
  }

  /**
   * Returns the address of the client by `forwarded`, in the same way; see `clientOf`. `null`
   * also where the header is not well-formed.
   */
  clientOfForwarded(
    headers: HeaderMap,
    peer: string | null = null,
  ): IpAddress | null {
    const hops = Forwarded.of(headers);
    if (hops == null) return null;
    const chain: string[] = [];
    for (let i = 0; i < hops.length; i++) {
      const address = hops[i].forAddress;
      chain.push(address != null ? address.toString() : "");
    }
    return this.lastUntrusted(chain, peer);
  }

  /** Returns the client of a chain of addresses, the nearest one last. */
  protected abstract pick(chain: string[]): IpAddress | null;

  private lastUntrusted(
    chain: string[],
    peer: string | null,
  ): IpAddress | null {
    if (peer != null) chain.push(peer);
    return this.pick(chain);
  }
}

// Classes of their own, so that who counts proxies does not pay for ranges.
@final
class ProxyCount extends TrustedProxies {
  constructor(private readonly count: i32) {
    super();
  }

  protected override pick(chain: string[]): IpAddress | null {
    const index = chain.length - 1 - this.count;
    return index < 0 ? null : IpAddress.ofEndpoint(chain[index]);
  }
}

@final
class ProxyRanges extends TrustedProxies {
  constructor(private readonly ranges: CidrSet) {
    super();
  }

  protected override pick(chain: string[]): IpAddress | null {
    let client: IpAddress | null = null;
    for (let i = chain.length - 1; i >= 0; i--) {
      const address = IpAddress.ofEndpoint(chain[i]);
      if (address == null) return null;
      client = address;
      if (!this.ranges.has(address)) break;
    }
    return client;
  }
}

import { HeaderMap } from "../api/header-map";
import { IpAddress } from "../net/ip-address";
import { FieldReader, quotedWhereNeeded } from "./field-reader";
import { Parameters } from "./parameters";

/** The RFC has four. */
const MOST_PARAMETERS = 64;

/**
 * One element of a `forwarded` header, RFC 7239: what one proxy said about the request that
 * it got.
 *
 * ```ts
 * const hops = Forwarded.of(this.request.headers);
 * if (hops != null && hops.length > 0) {
 *   const address = hops[hops.length - 1].forAddress;
 *   if (address != null) log.info(address.toString());
 * }
 * ```
 */
@final
export class Forwarded {
  private readonly parameters: Parameters = new Parameters();

  /**
   * Reads a `forwarded` header; `null` where an element is not well-formed. A client could
   * otherwise begin a quoted string, and so hide what the proxies add.
   */
  static parse(header: string): Forwarded[] | null {
    const elements: Forwarded[] = [];
    const reader = new FieldReader(header);
    while (reader.nextElement()) {
      const element = new Forwarded();
      if (!element.read(reader)) return null;
      elements.push(element);
    }
    return elements;
  }

  /** Reads the `forwarded` headers of a request, in the order of the proxies. */
  static of(headers: HeaderMap): Forwarded[] | null {
    return Forwarded.parse(headers.getAll("forwarded").join());
  }

  /** Who made the request: an address, perhaps with a port, `unknown`, or `_` and a name. */
  get for(): string | null {
    return this.parameters.get("for");
  }

  /** The address in `for`; `null` where it has none. */
  get forAddress(): IpAddress | null {
    const node = this.for;
    return node != null ? addressOf(node) : null;
  }

  /** The proxy's side that the request came to, in the forms of `for`. */
  get by(): string | null {
    return this.parameters.get("by");
  }

  /** The `host` header that the proxy got. */
  get host(): string | null {
    return this.parameters.get("host");
  }

  /** The scheme by which the request came, such as `https`. */
  get proto(): string | null {
    return this.parameters.get("proto");
  }

  /** Returns any parameter by its name in any case, or `null`. */
  get(name: string): string | null {
    return this.parameters.get(name);
  }

  /**
   * Sets a parameter; false where the value is not visible ASCII, spaces and tabs. An IPv6
   * address in `for` and `by` stands in brackets.
   *
   * ```ts
   * const element = new Forwarded();
   * element.set("for", "[2001:db8::1]:4711");
   * element.set("proto", "https");
   * this.request.headers.append("forwarded", element.toString());
   * ```
   */
  set(name: string, value: string): bool {
    return this.parameters.set(name, value);
  }

  /** Returns the element as a header has it. */
  toString(): string {
    let text = "";
    for (let i = 0; i < this.parameters.size; i++) {
      const value = quotedWhereNeeded(this.parameters.valueAt(i));
      if (value == null) continue;
      if (text.length > 0) text += ";";
      text += this.parameters.nameAt(i) + "=" + value;
    }
    return text;
  }

  private read(reader: FieldReader): bool {
    do {
      const name = reader.token();
      if (name == null || !reader.take(0x3d)) return false;
      const value = reader.value();
      if (value == null || this.parameters.get(name) != null) return false;
      if (this.parameters.size == MOST_PARAMETERS) return false;
      if (!this.parameters.set(name, value)) return false;
    } while (reader.takeSpaced(0x3b));
    reader.skipSpace();
    return reader.isDone || reader.next == 0x2c;
  }
}

/** Returns the address of a node such as `192.0.2.1:80` or `[2001:db8::1]:_port`. */
function addressOf(node: string): IpAddress | null {
  const isV6 = node.startsWith("[");
  const colon = isV6 ? node.indexOf("]") + 1 : node.indexOf(":");
  if (colon <= 0) return isV6 ? null : IpAddress.parse(node);
  if (colon < node.length && node.charCodeAt(colon) != 0x3a) return null;
  return IpAddress.ofEndpoint(node.substring(0, colon));
}

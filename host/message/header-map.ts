import type { Header } from "../abi/pairs.ts";
import { inlineDelimiter, type HeaderMapKind } from "./inline-headers.ts";

export type { Header } from "../abi/pairs.ts";

/** Headers as pairs, or as an object where no name repeats; a number is its digits. */
export type Headers = readonly Header[] | Record<string, string | number>;

/**
 * Headers with the order and the rules of Envoy's: names are in lower case,
 * pseudo-headers stand in front, and some headers exist only once.
 *
 *     const map = new HeaderMap("request", [["accept", "*\/*"]]);
 *     map.add("Accept", "text/html");
 */
export class HeaderMap {
  readonly #kind: HeaderMapKind;
  #headers: Header[] = [];

  constructor(kind: HeaderMapKind, headers: Headers = []) {
    this.#kind = kind;
    for (const [name, value] of headerPairs(headers)) this.add(name, value);
  }

  get size(): number {
    return this.#headers.length;
  }

  /** The bytes of all names and values. */
  get byteSize(): number {
    return this.#headers.reduce(
      (sum, [name, value]) => sum + name.length + value.length,
      0,
    );
  }

  /** All headers in their order; not to be changed. */
  get entries(): readonly Header[] {
    return this.#headers;
  }

  /** The first value of a header. */
  get(name: string): string | undefined {
    const wanted = this.#nameOf(name);
    for (const [each, value] of this.#headers) {
      if (each === wanted) return value;
    }
    return undefined;
  }

  /** All values of a header as one, as properties have them; null without any. */
  joined(name: string): string | null {
    const wanted = this.#nameOf(name);
    const own = this.#headers.filter(([each]) => each === wanted);
    return own.length === 0 ? null : own.map(([, value]) => value).join(",");
  }

  add(name: string, value: string): void {
    const lower = this.#nameOf(name);
    const delimiter = inlineDelimiter(this.#kind, lower);
    const existing =
      delimiter !== undefined && this.#headers.find(([each]) => each === lower);
    if (existing) existing[1] = joined(existing[1], delimiter, value);
    else if (lower.startsWith(":")) this.#insertPseudo(lower, value);
    else this.#headers.push([lower, value]);
  }

  /** Removes all headers of a name and adds one. */
  set(name: string, value: string): void {
    this.remove(name);
    this.add(name, value);
  }

  /** Sets a header where it stands, or behind all others, as Envoy does its own. */
  put(name: string, value: string): void {
    const existing = this.#headers.find(([each]) => each === name);
    if (existing) existing[1] = value;
    else this.add(name, value);
  }

  /** Removes all headers of some names in lower case. */
  removeAny(names: ReadonlySet<string>): void {
    if (this.#headers.some(([each]) => names.has(each))) {
      this.#headers = this.#headers.filter(([each]) => !names.has(each));
    }
  }

  remove(name: string): void {
    const lower = this.#nameOf(name);
    if (this.#headers.some(([each]) => each === lower)) {
      this.#headers = this.#headers.filter(([each]) => each !== lower);
    }
  }

  clear(): void {
    this.#headers = [];
  }

  /** As Envoy keeps it: the `host` of a request is its `:authority`. */
  #nameOf(name: string): string {
    const lower = lowerCase(name);
    return lower === "host" && this.#kind === "request" ? ":authority" : lower;
  }

  #insertPseudo(name: string, value: string): void {
    let at = 0;
    while (this.#headers[at]?.[0].startsWith(":")) at++;
    this.#headers.splice(at, 0, [name, value]);
  }
}

/**
 * Headers as pairs.
 *
 *     headerPairs({ "content-length": 5 }) // [["content-length", "5"]]
 */
export function headerPairs(headers: Headers = []): readonly Header[] {
  return isPairs(headers)
    ? headers
    : Object.entries(headers).map(([name, value]) => [name, String(value)]);
}

function isPairs(headers: Headers): headers is readonly Header[] {
  return Array.isArray(headers);
}

function joined(first: string, delimiter: string, second: string): string {
  if (second === "") return first;
  return first === "" ? second : first + delimiter + second;
}

// Only ASCII: the characters stand for bytes.
function lowerCase(name: string): string {
  return /[A-Z]/.test(name)
    ? name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    : name;
}

import type { Header } from "../abi/pairs.ts";
import { inlineDelimiter, type HeaderMapKind } from "./inline-headers.ts";

export type { Header } from "../abi/pairs.ts";

/**
 * Headers as pairs, or as an object where no name repeats. A number is written in
 * digits.
 */
export type Headers = readonly Header[] | Record<string, string | number>;

/**
 * A header map with Envoy's order and rules: names are in lower case, pseudo-headers
 * come first, and some headers exist only once.
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

  /** All headers in order. Do not change them. */
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

  /** All values of a header joined, as in properties; null if there is none. */
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

  /** Replaces all headers of a name by one. */
  set(name: string, value: string): void {
    this.remove(name);
    this.add(name, value);
  }

  /** Sets a header in place, or behind all others, as Envoy does with its own. */
  put(name: string, value: string): void {
    const existing = this.#headers.find(([each]) => each === name);
    if (existing) existing[1] = value;
    else this.add(name, value);
  }

  /** Removes all headers of the given names, which are in lower case. */
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

  /** A name as Envoy keeps it: `host` in a request is `:authority`. */
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
 * Returns headers as pairs.
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

// Only ASCII, because the characters stand for bytes.
function lowerCase(name: string): string {
  return /[A-Z]/.test(name)
    ? name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    : name;
}

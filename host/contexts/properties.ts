import { encodePairs } from "../abi/pairs.ts";
import { HostError } from "../host-error.ts";
import { HeaderMap } from "../http/header-map.ts";

/**
 * A property: text, bytes, a whole number, a truth, or a group of properties by
 * name. A function is asked when the filter asks.
 */
export type Property =
  | string
  | Uint8Array
  | number
  | bigint
  | boolean
  | null
  | HeaderMap
  | (() => Property)
  | Properties;

/** Properties by name. */
export interface Properties {
  [name: string]: Property;
}

/** A property of no headers, which is more than no bytes. */
const NO_PAIRS = Buffer.alloc(4);

/**
 * What Envoy has that the emulator neither derives nor invents: to a filter that
 * asks for it, a test has to say what it is.
 */
const UNKNOWN =
  /^(metadata|connection|upstream|source|destination|xds|filter_state|upstream_filter_state|connection_id)$/;

/** What only streams and connections have. */
export const NO_STREAM: Properties = {
  request: null,
  response: null,
  connection: null,
  connection_id: null,
  source: null,
  destination: null,
  upstream: null,
  metadata: null,
  filter_state: null,
  upstream_filter_state: null,
};

/**
 * Finds a property by its path in the first of several groups that has it, as the
 * bytes that Envoy answers with; null where there is none.
 *
 *     findProperty(["plugin_name"], {}, { plugin_name: "a" })
 */
export function findProperty(
  path: string[],
  ...groups: Properties[]
): Buffer | null {
  for (const group of groups) {
    const value = valueAt(path, group);
    if (value !== undefined) return encodeProperty(path, value);
  }
  const [first, second] = path;
  if (first === undefined) return null;
  if (UNKNOWN.test(first)) throw unset(path);
  const isMessage = first === "request" || first === "response";
  if (isMessage && second === undefined) throw unset(path);
  return null;
}

function valueAt(path: string[], group: Properties): Property | undefined {
  let value: Property | undefined = group;
  for (const name of path) {
    if (typeof value === "function") value = value();
    if (value instanceof HeaderMap) {
      value = value.joined(name);
      continue;
    }
    if (value === null) return null;
    if (!isGroup(value)) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return typeof value === "function" ? value() : value;
}

function isGroup(value: Property | undefined): value is Properties {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Uint8Array) &&
    !(value instanceof HeaderMap)
  );
}

function encodeProperty(path: string[], value: Property): Buffer | null {
  if (value === null) return null;
  if (typeof value === "string") return Buffer.from(value, "latin1");
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === "boolean") return Buffer.from([Number(value)]);
  if (value instanceof HeaderMap) {
    return value.size === 0 ? NO_PAIRS : encodePairs(value.entries);
  }
  if (typeof value === "number" || typeof value === "bigint") {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    return bytes;
  }
  throw unset(path);
}

function unset(path: string[]): HostError {
  const name = path.join(".");
  const nested = path.reduceRight((value, key) => `{ ${key}: ${value} }`, "…");
  return new HostError(
    "NOT_EMULATED",
    `The property ${name} is nothing that the emulator knows. Say what it is: ` +
      `startPlugin({ properties: ${nested} }).`,
  );
}

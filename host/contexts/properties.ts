import { encodePropertyPairs } from "../abi/pairs.ts";
import { HostError, notEmulated } from "../base/host-error.ts";
import { HeaderMap } from "../message/header-map.ts";

/**
 * A property: text, bytes, a number, a boolean, a list, or a group of properties by
 * name, which is a map where the filter asks for all of it. A whole number takes
 * eight bytes; any other is a double. A function is called when the filter asks.
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
  | readonly Property[]
  | Properties;

/** Properties by name. */
export interface Properties {
  [name: string]: Property;
}

/**
 * Properties that Envoy has and the emulator neither derives nor invents. A test
 * must set them before a filter may ask for them.
 */
const UNKNOWN =
  /^(metadata|connection|upstream|source|destination|xds|filter_state|upstream_filter_state|connection_id)$/;

/**
 * Groups that are not maps in Envoy but protobuf messages, or nothing as a whole.
 */
const NO_MAP = /^[^.]+$|^xds\.(node|\w+_metadata)$|^xds\.node\.locality$/;

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
  // Of the configuration, a plugin by itself sees the node only.
  xds: {
    cluster_name: null,
    cluster_metadata: null,
    route_name: null,
    route_metadata: null,
    virtual_host_name: null,
    virtual_host_metadata: null,
    upstream_host_metadata: null,
    upstream_host_locality_metadata: null,
    filter_chain_name: null,
    listener_direction: null,
    listener_metadata: null,
  },
};

/** Called with the path of a property that nobody knows. */
export type OnUnknownProperty = (path: readonly string[]) => void;

/**
 * Finds a property by its path in the first group that has it, encoded as Envoy
 * answers; null where there is none. An unknown one throws, unless there is somebody
 * to call.
 *
 *     findProperty(["plugin_name"], [{}, { plugin_name: "a" }])
 */
export function findProperty(
  path: string[],
  groups: readonly Properties[],
  onUnknown?: OnUnknownProperty,
): Buffer | null {
  for (const group of groups) {
    const value = valueAt(path, group);
    if (value === undefined) continue;
    if (onUnknown === undefined) return encodeProperty(path, value);
    return isNoMap(path, value)
      ? nothing(path, onUnknown)
      : encodeProperty(path, value);
  }
  const [first, second] = path;
  if (first === undefined) return null;
  const isMessage = first === "request" || first === "response";
  if (!UNKNOWN.test(first) && !(isMessage && second === undefined)) return null;
  if (onUnknown === undefined) throw unset(path);
  return nothing(path, onUnknown);
}

/** Whether a value is a group that Envoy does not encode as a map. */
function isNoMap(path: readonly string[], value: Property): boolean {
  return isGroup(value) && NO_MAP.test(path.join("."));
}

function nothing(path: readonly string[], onUnknown: OnUnknownProperty): null {
  onUnknown(path);
  return null;
}

function valueAt(path: string[], group: Properties): Property | undefined {
  let value: Property | undefined = group;
  for (const [index, name] of path.entries()) {
    if (typeof value === "function") value = value();
    if (value instanceof HeaderMap) {
      value = value.joined(name);
      continue;
    }
    if (value === null) return null;
    const isWhole = index > 0 && !NO_MAP.test(path.slice(0, index).join("."));
    const hasParts = isGroup(value) || isList(value);
    // A map, a list or a text has no other members.
    if (!hasParts || !Object.hasOwn(value as object, name)) {
      return isWhole ? null : undefined;
    }
    value = (value as Properties)[name];
  }
  return typeof value === "function" ? value() : value;
}

function isList(value: Property | undefined): value is readonly Property[] {
  return Array.isArray(value);
}

function isGroup(value: Property | undefined): value is Properties {
  return (
    typeof value === "object" &&
    value !== null &&
    !isList(value) &&
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
    return encodePropertyPairs(value.entries);
  }
  if (typeof value === "number" || typeof value === "bigint") {
    const bytes = Buffer.alloc(8);
    if (typeof value === "bigint" || Number.isInteger(value)) {
      bytes.writeBigInt64LE(BigInt(value));
    } else bytes.writeDoubleLE(value);
    return bytes;
  }
  if (isList(value)) {
    // A list is a map whose keys have no values.
    return encodePropertyPairs(
      value.map((each) => [encodeItem(path, each), ""]),
    );
  }
  if (!isGroup(value) || isNoMap(path, value)) throw unset(path);
  return encodePropertyPairs(
    Object.entries(value).map(([name, each]) => [
      Buffer.from(name).toString("latin1"),
      encodeItem(path, each),
    ]),
  );
}

function encodeItem(path: string[], item: Property): string {
  const value = typeof item === "function" ? item() : item;
  const bytes = encodeProperty(path, value);
  if (bytes !== null) return bytes.toString("latin1");
  throw notEmulated("A null in a map or a list of properties");
}

function unset(path: string[]): HostError {
  const name = path.join(".");
  const nested = path.reduceRight((value, key) => `{ ${key}: ${value} }`, "…");
  return new HostError(
    "NOT_EMULATED",
    `The emulator does not know the property ${name}. Set it: ` +
      `startPlugin({ properties: ${nested} }).`,
  );
}

import { proxy_set_property } from "../abi/env";
import { Status } from "../abi/enums";
import { dropKept } from "../abi/kept-headers";
import { encodePath, pathRoom } from "../abi/path";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import { PropertyList } from "./property-list";
import { PropertyMap } from "./property-map";
import { readBytes, readNumber, readText } from "./property-reader";

/**
 * Returns a property of the proxy as text, or `null` where it has none.
 *
 * Envoy's own attributes are typed, in `properties`, which says when each is there; both
 * may be read in every callback. A path goes on into maps by key, into lists by index
 * and into messages by field. Text is for texts only: a number read as text is its 8
 * bytes.
 *
 * ```ts
 * const route = getProperty(["xds", "route_name"]);
 * const team = getProperty([
 *   "xds", "route_metadata", "filter_metadata", "com.example", "team",
 * ]);
 * ```
 */
export function getProperty(path: string[]): string | null {
  const at = scratch(pathRoom(path));
  return readText(at, encodePath(path, at));
}

/**
 * Returns a property of the proxy as the bytes that it has, or `null`. Envoy encodes a
 * number, a duration and a time in 8 bytes, little endian, the latter two in nanoseconds; a
 * boolean in 1; a message as protobuf.
 *
 * ```ts
 * const metadata = getPropertyBytes(["xds", "cluster_metadata"]);
 * if (metadata != null) log.info(metadata.length.toString() + " bytes of protobuf");
 * ```
 */
export function getPropertyBytes(path: string[]): Uint8Array | null {
  const at = scratch(pathRoom(path));
  return readBytes(at, encodePath(path, at));
}

/**
 * Returns a property that is an integer, or a duration or a time in nanoseconds;
 * `fallback` where it is absent or has another size.
 *
 * ```ts
 * const port = getPropertyI64Or(["source", "port"], 0);
 * ```
 */
export function getPropertyI64Or(path: string[], fallback: i64): i64 {
  const at = scratch(pathRoom(path));
  return readNumber<i64>(at, encodePath(path, at), fallback);
}

/**
 * Returns a property that is an integer without a sign; see `getPropertyI64Or`.
 *
 * ```ts
 * const id = getPropertyU64Or(["connection", "id"], 0);
 * ```
 */
export function getPropertyU64Or(path: string[], fallback: u64): u64 {
  const at = scratch(pathRoom(path));
  return readNumber<u64>(at, encodePath(path, at), fallback);
}

/**
 * Returns a property that is a number with a fraction, as all numbers in metadata are;
 * `fallback` where it is absent or has another size.
 *
 * ```ts
 * const share = getPropertyF64Or(
 *   ["xds", "route_metadata", "filter_metadata", "com.example", "share"],
 *   0.5,
 * );
 * ```
 */
export function getPropertyF64Or(path: string[], fallback: f64): f64 {
  const at = scratch(pathRoom(path));
  return readNumber<f64>(at, encodePath(path, at), fallback);
}

/**
 * Returns a property that is a boolean; `fallback` where it is absent or has another size.
 *
 * ```ts
 * if (getPropertyBoolOr(["connection", "mtls"], false)) log.info("mutual TLS");
 * ```
 */
export function getPropertyBoolOr(path: string[], fallback: bool): bool {
  const at = scratch(pathRoom(path));
  return readNumber<bool>(at, encodePath(path, at), fallback);
}

/**
 * Returns a property that is a map, or `null`.
 *
 * ```ts
 * const labels = getPropertyMap([
 *   "xds", "route_metadata", "filter_metadata", "com.example",
 * ]);
 * if (labels != null) log.info(labels.size.toString() + " labels");
 * ```
 */
export function getPropertyMap(path: string[]): PropertyMap | null {
  const bytes = getPropertyBytes(path);
  return bytes == null ? null : new PropertyMap(bytes.buffer);
}

/**
 * Returns a property that is a list, or `null` where it is absent. One of another type reads
 * as an empty list.
 *
 * ```ts
 * const hosts = getPropertyList([
 *   "xds", "route_metadata", "filter_metadata", "com.example", "hosts",
 * ]);
 * if (hosts != null && hosts.length > 0) log.info(hosts.text(0));
 * ```
 */
export function getPropertyList(path: string[]): PropertyList | null {
  const bytes = getPropertyBytes(path);
  return bytes == null ? null : new PropertyList(bytes.buffer);
}

/**
 * Sets a property of this stream to a text. Envoy keeps it in the filter state as
 * `wasm.NAME`: filters of the stream read it by `getProperty([NAME])`, others as
 * `filter_state["wasm.NAME"]`, and an access log as `%FILTER_STATE(wasm.NAME:PLAIN)%`,
 * which without `PLAIN` is JSON with the value in base64.
 *
 * `Status.BadArgument` for a path of more than one segment, such as one into the
 * proxy's `metadata`: Envoy would store it under a key that no path reads. No
 * attribute of the proxy can be set: under a name such as `request`, `getProperty`
 * still reads the proxy's own. `Status.NotFound` where there is no stream,
 * `Status.BadArgument` where the property is declared read-only and has a value.
 *
 * ```ts
 * setProperty(["tenant"], "a");
 * ```
 */
export function setProperty(path: string[], value: string): Status {
  if (path.length != 1) return Status.BadArgument;
  const at = scratch(pathRoom(path) + encodedRoom(value));
  const size = encodePath(path, at);
  const valueAt = at + size;
  dropKept();
  return proxy_set_property(at, size, valueAt, encode(value, valueAt));
}

/**
 * Sets a property of this stream to bytes; see `setProperty`.
 *
 * ```ts
 * setPropertyBytes(["digest"], new Uint8Array(32));
 * ```
 */
export function setPropertyBytes(path: string[], value: Uint8Array): Status {
  if (path.length != 1) return Status.BadArgument;
  const at = scratch(pathRoom(path));
  const size = encodePath(path, at);
  dropKept();
  return proxy_set_property(at, size, value.dataStart, value.byteLength);
}

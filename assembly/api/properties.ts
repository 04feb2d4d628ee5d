import { proxy_get_property } from "../abi/env";
import { Status } from "../abi/enums";
import { outAddress, outSize, takeBytes, takeText } from "../abi/memory";
import { encodePath, pathRoom } from "../abi/path";
import { scratch } from "../abi/scratch";

/**
 * Returns a property of the proxy as text, or `null` where it has none.
 *
 * ```ts
 * const route = getProperty(["xds", "route_name"]);
 * ```
 */
export function getProperty(path: string[]): string | null {
  return find(path) == Status.Ok ? takeText() : null;
}

/** Returns a property of the proxy as the bytes that it has, or `null`. */
export function getPropertyBytes(path: string[]): Uint8Array | null {
  return find(path) == Status.Ok ? takeBytes() : null;
}

function find(path: string[]): Status {
  const at = scratch(pathRoom(path));
  const size = encodePath(path, at);
  return proxy_get_property(at, size, outAddress(), outSize());
}

import { BufferType, MapType } from "../assembly/abi/enums";
import { bufferOf } from "./bytes";
import { linesOf } from "./pairs";
import { ProxyHost } from "./proxy-host";
import {
  addToMap,
  addVariable,
  buffer,
  hasBuffer,
  mapPairs,
  newState,
  openMap,
  setBuffer,
  setMonotonicTime,
  setProperty,
  setTime,
} from "./spec-host";

/**
 * What a function of a filter acts on where the spec itself calls it, outside of
 * any plugin and stream. It has what the spec sets and what its proxy has, and
 * nothing else, from when it is made until the next one is.
 *
 * ```ts
 * import { HeaderMap, MapType } from "proxy-wasm-as";
 * import { HostState } from "proxy-wasm-as/testing";
 *
 * const state = new HostState();
 * state.addHeader(MapType.RequestHeaders, "cookie", "a=1; b=2");
 * expect(HeaderMap.of(MapType.RequestHeaders).get("cookie")).toBe("a=1; b=2");
 * ```
 */
export class HostState {
  /** Its log, metrics, clock, queues, calls, foreign functions, and refusals. */
  readonly host: ProxyHost = new ProxyHost();
  /** The host's number for it. */
  readonly id: i32 = newState(this.host.id);

  /** Makes a header map available, empty where it was not. */
  openMap(map: MapType): void {
    openMap(this.id, map);
  }

  /** Adds a header, and makes its map available. */
  addHeader(map: MapType, name: string, value: string): void {
    addToMap(this.id, map, name, String.UTF8.encode(value));
  }

  addHeaderBytes(map: MapType, name: string, value: Uint8Array): void {
    addToMap(this.id, map, name, bufferOf(value));
  }

  /** Returns all headers of a map in their order, as `name: value`. */
  headers(map: MapType): string[] {
    return linesOf(mapPairs(this.id, map));
  }

  /** Sets a body, a configuration, or what else a buffer holds. */
  setBuffer(type: BufferType, bytes: Uint8Array): void {
    setBuffer(this.id, type, bufferOf(bytes));
  }

  /** Returns the bytes of a buffer, or `null` where none was set. */
  buffer(type: BufferType): Uint8Array | null {
    if (!hasBuffer(this.id, type)) return null;
    return Uint8Array.wrap(buffer(this.id, type));
  }

  /** Sets a property by its path. */
  setProperty(path: string[], value: string): void {
    setProperty(this.id, path.join("\0"), String.UTF8.encode(value));
  }

  setPropertyBytes(path: string[], value: Uint8Array): void {
    setProperty(this.id, path.join("\0"), bufferOf(value));
  }

  /** Sets the time of day, in nanoseconds since 1970; the other clock stays. */
  setTime(nanoseconds: u64): void {
    setTime(this.id, nanoseconds);
  }

  /** Sets the monotonic clock, in nanoseconds. */
  setMonotonicTime(nanoseconds: u64): void {
    setMonotonicTime(this.id, nanoseconds);
  }

  /** Adds a variable to the environment, which is empty otherwise. */
  addVariable(name: string, value: string): void {
    addVariable(this.id, name, value);
  }
}

import { BufferType, MapType } from "../assembly/abi/enums";
import {
  addToMap,
  addVariable,
  buffer,
  mapPairs,
  newState,
  openMap,
  setBuffer,
  setMonotonicTime,
  setProperty,
  setTime,
} from "./generated/bridge";
import { linesOf } from "./pairs";
import { ProxyHost } from "./proxy-host";
import { utf8 } from "./wire/bytes";

/**
 * The state that a filter's function acts on when the spec calls it directly, without
 * a plugin or a stream. It holds what the spec sets and what its proxy has, and
 * nothing else, until the next `HostState` is made.
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
  /** The proxy: its log, metrics, clock, queues, calls and foreign functions. */
  readonly host: ProxyHost = new ProxyHost();
  /** The host's number for it. */
  readonly id: i32 = newState(this.host.id);

  /** Makes a header map available, at first an empty one. */
  openMap(map: MapType): void {
    openMap(this.id, map);
  }

  /** Adds a header and makes its map available. */
  addHeader(map: MapType, name: string, value: string): void {
    addToMap(this.id, map, name, utf8(value));
  }

  addHeaderBytes(map: MapType, name: string, value: Uint8Array): void {
    addToMap(this.id, map, name, value);
  }

  /** Returns the headers of a map in order, as `name: value`. */
  headers(map: MapType): string[] {
    return linesOf(mapPairs(this.id, map));
  }

  /** Sets the bytes of a buffer, for example a body or a configuration. */
  setBuffer(type: BufferType, bytes: Uint8Array): void {
    setBuffer(this.id, type, bytes);
  }

  /** Returns the bytes of a buffer, or `null` if none were set. */
  buffer(type: BufferType): Uint8Array | null {
    return buffer(this.id, type);
  }

  /** Sets a property by its path. */
  setProperty(path: string[], value: string): void {
    setProperty(this.id, path, utf8(value));
  }

  setPropertyBytes(path: string[], value: Uint8Array): void {
    setProperty(this.id, path, value);
  }

  /** Sets the time of day, in nanoseconds since 1970, but not the monotonic clock. */
  setTime(nanoseconds: u64): void {
    setTime(this.id, nanoseconds);
  }

  /** Sets the monotonic clock, in nanoseconds. */
  setMonotonicTime(nanoseconds: u64): void {
    setMonotonicTime(this.id, nanoseconds);
  }

  /** Adds a variable to the environment, which starts empty. */
  addVariable(name: string, value: string): void {
    addVariable(this.id, name, value);
  }
}

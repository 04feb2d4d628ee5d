import { FilterState } from "../contexts/filter-state.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import { HeaderMap } from "../message/header-map.ts";

/** What Envoy takes the header maps for, by their number in the ABI. */
const KINDS = [
  "request",
  "trailers",
  "response",
  "trailers",
  "response",
  "trailers",
  "response",
  "trailers",
] as const;

/** What a spec has set for what it calls itself, and what that has done. */
export class HostState {
  readonly maps = new Map<number, HeaderMap>();
  readonly buffers = new Map<number, ByteBuffer>();
  /** By their paths, the names joined by NULs. */
  readonly properties = new Map<string, Buffer>();
  readonly filterState = new FilterState();
  readonly environment: Record<string, string> = {};
  /** What was done to streams. */
  readonly actions: string[] = [];
  tickPeriod = 0;
  /** What goes with the failure of a call. */
  statusMessage = "";
  /** Whether the proxy waits for `proxy_done`. */
  isEnding = false;

  /** A header map, which is there from now on. */
  openMap(map: number): HeaderMap {
    const found = this.maps.get(map) ?? new HeaderMap(KINDS[map]);
    this.maps.set(map, found);
    return found;
  }

  setBuffer(buffer: number, bytes: Uint8Array): void {
    this.buffers.set(buffer, new ByteBuffer(bytes));
  }
}

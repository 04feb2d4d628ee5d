import { FilterState } from "../contexts/filter-state.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import { HeaderMap } from "../message/header-map.ts";

/** The kind of each header map by its number in the ABI. */
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

/** The state of the functions that a spec calls directly, and what they have done. */
export class HostState {
  readonly maps = new Map<number, HeaderMap>();
  readonly buffers = new Map<number, ByteBuffer>();
  /** By path, whose names are joined by NULs. */
  readonly properties = new Map<string, Buffer>();
  readonly filterState = new FilterState();
  readonly environment: Record<string, string> = {};
  /** What the functions did to streams. */
  readonly actions: string[] = [];
  tickPeriod = 0;
  /** The message of a call's failure. */
  statusMessage = "";
  /** Whether the proxy waits for `proxy_done`. */
  isEnding = false;

  /** Returns a header map, which is available from now on. */
  openMap(map: number): HeaderMap {
    const found = this.maps.get(map) ?? new HeaderMap(KINDS[map]);
    this.maps.set(map, found);
    return found;
  }

  setBuffer(buffer: number, bytes: Uint8Array): void {
    this.buffers.set(buffer, new ByteBuffer(bytes));
  }
}

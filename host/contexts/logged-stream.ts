import type { HeaderMap } from "../message/header-map.ts";
import type { FilterState } from "./filter-state.ts";
import type { Properties } from "./properties.ts";

/** A stream or a connection at its end, as access logs see it. */
export interface LoggedStream {
  readonly state: FilterState;
  /** A header map for reading, or null where there was none. */
  readMap(map: number): HeaderMap | null;
  properties(): Properties;
}

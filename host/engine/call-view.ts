import type { HeaderMap } from "../message/header-map.ts";
import type { BufferView } from "./buffer-view.ts";

/** What a plugin may read during the callback of a call, and at no other time. */
export interface CallView {
  /** By their number in the ABI. They cannot be changed. */
  maps?: Record<number, HeaderMap | null>;
  /** By their number in the ABI. */
  buffers?: Record<number, BufferView>;
  /** How the call failed, for `proxy_get_status`. */
  failure?: { code: number; message: string };
}

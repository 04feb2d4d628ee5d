/**
 * What the host calls in ABI 0.1.0 alone. Headers come without the end of the
 * stream: a filter is always told that more may come.
 */
import { beginEntry, endEntry } from "../runtime/host-entry";
import { requestHeaders, responseHeaders } from "../header-callbacks";

/** Marks the module's ABI version; never called. */
export function proxy_abi_version_0_1_0(): void {}

/** Hands over request headers. */
export function proxy_on_request_headers(id: u32, count: u32): i32 {
  beginEntry();
  const status = requestHeaders(id, count, false);
  endEntry();
  return status;
}

/** Hands over response headers. */
export function proxy_on_response_headers(id: u32, count: u32): i32 {
  beginEntry();
  const status = responseHeaders(id, count, false);
  endEntry();
  return status;
}

/** What the host calls since ABI 0.2.0, or in another way than before. */
import { beginEntry, endEntry } from "../runtime/host-entry";
import { readCallData } from "../api/call-data";
import { noteResponseEnd } from "../api/response-end";
import { findContext } from "../context-table";
import { CHECKS_NAMES } from "../features";
import { requestHeaders, responseHeaders } from "../header-callbacks";

/** Hands over request headers. */
export function proxy_on_request_headers(
  id: u32,
  count: u32,
  endOfStream: u32,
): i32 {
  beginEntry();
  const status = requestHeaders(id, count, endOfStream != 0);
  endEntry();
  return status;
}

/** Hands over response headers. */
export function proxy_on_response_headers(
  id: u32,
  count: u32,
  endOfStream: u32,
): i32 {
  beginEntry();
  if (CHECKS_NAMES) noteResponseEnd(endOfStream != 0 ? id : 0);
  const status = responseHeaders(id, count, endOfStream != 0);
  if (CHECKS_NAMES) noteResponseEnd(0);
  endEntry();
  return status;
}

/** Hands over the data of a foreign function. */
export function proxy_on_foreign_function(
  id: u32,
  functionId: u32,
  size: u32,
): void {
  beginEntry();
  const context = findContext(id);
  if (context != null) {
    const data = Uint8Array.wrap(readCallData(0, size));
    context.onForeignFunction(functionId, data);
  }
  endEntry();
}

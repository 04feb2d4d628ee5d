/**
 * What the host calls in ABI 0.1.0 alone. Headers come without the end of the
 * stream: a filter is always told that more may come.
 */
import { BufferType } from "../abi/enums";
import { FilterHeadersStatus } from "../abi/filter-status";
import { noteHeaders } from "../api/sent-headers";
import { CHANGES_BODIES, HOLDS_REQUESTS, HOLDS_RESPONSES } from "../features";
import { beginEntry, endEntry } from "../runtime/host-entry";
import { httpContext } from "../registry";

/** Marks the module's ABI version; never called. */
export function proxy_abi_version_0_1_0(): void {}

/** Hands over request headers. */
export function proxy_on_request_headers(id: u32, count: u32): i32 {
  beginEntry();
  const context = httpContext(id);
  let status: i32 = FilterHeadersStatus.Continue;
  if (context != null) {
    context.sdkEnterRequest();
    status = context.sdkLeaveRequest(
      context.onRequestHeaders(<i32>count, false),
    );
  }
  if (CHANGES_BODIES && HOLDS_REQUESTS) {
    noteHeaders(BufferType.HttpRequestBody, id, status == 0);
  }
  endEntry();
  return status;
}

/** Hands over response headers. */
export function proxy_on_response_headers(id: u32, count: u32): i32 {
  beginEntry();
  const context = httpContext(id);
  let status: i32 = FilterHeadersStatus.Continue;
  if (context != null) {
    context.sdkEnterResponse(false);
    status = context.sdkLeaveResponse(
      context.onResponseHeaders(<i32>count, false),
    );
  }
  if (CHANGES_BODIES && HOLDS_RESPONSES) {
    noteHeaders(BufferType.HttpResponseBody, id, status == 0);
  }
  endEntry();
  return status;
}

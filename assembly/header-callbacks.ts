/** What every version of the ABI does when headers arrive. */
import { BufferType } from "./abi/enums";
import { FilterHeadersStatus } from "./abi/filter-status";
import { noteHeaders } from "./api/sent-headers";
import { CHANGES_BODIES, HOLDS_REQUESTS, HOLDS_RESPONSES } from "./features";
import { httpContext } from "./registry";

/** Hands over request headers; returns what the proxy is to do with them. */
export function requestHeaders(id: u32, count: u32, endOfStream: bool): i32 {
  const context = httpContext(id);
  let status: i32 = FilterHeadersStatus.Continue;
  if (context != null) {
    context.sdkEnterRequest();
    status = context.sdkLeaveRequest(
      context.onRequestHeaders(<i32>count, endOfStream),
    );
  }
  if (CHANGES_BODIES && HOLDS_REQUESTS) {
    noteHeaders(BufferType.HttpRequestBody, id, status == 0);
  }
  return status;
}

/** Hands over response headers; returns what the proxy is to do with them. */
export function responseHeaders(id: u32, count: u32, endOfStream: bool): i32 {
  const context = httpContext(id);
  let status: i32 = FilterHeadersStatus.Continue;
  if (context != null) {
    context.sdkEnterResponse(false);
    status = context.sdkLeaveResponse(
      context.onResponseHeaders(<i32>count, endOfStream),
    );
  }
  if (CHANGES_BODIES && HOLDS_RESPONSES) {
    noteHeaders(BufferType.HttpResponseBody, id, status == 0);
  }
  return status;
}

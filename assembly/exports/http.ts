/** What the host calls about HTTP streams. */
import {
  FilterDataStatus,
  FilterMetadataStatus,
  FilterTrailersStatus,
} from "../abi/filter-status";
import { noteBodyOf } from "../api/sent-headers";
import { CHANGES_BODIES } from "../features";
import { beginEntry, endEntry } from "../runtime/host-entry";
import { httpContext } from "../registry";

/** Hands over a part of a request's body. */
export function proxy_on_request_body(
  id: u32,
  size: u32,
  endOfStream: u32,
): i32 {
  beginEntry();
  if (CHANGES_BODIES) noteBodyOf(id);
  const context = httpContext(id);
  let status: i32 = FilterDataStatus.Continue;
  if (context != null) {
    context.sdkEnterRequest();
    status = context.sdkLeaveRequest(
      context.onRequestBody(<i32>size, endOfStream != 0),
    );
  }
  if (CHANGES_BODIES) noteBodyOf(0);
  endEntry();
  return status;
}

/** Hands over request trailers. */
export function proxy_on_request_trailers(id: u32, count: u32): i32 {
  beginEntry();
  if (CHANGES_BODIES) noteBodyOf(id);
  const context = httpContext(id);
  let status: i32 = FilterTrailersStatus.Continue;
  if (context != null) {
    context.sdkEnterRequest();
    status = context.sdkLeaveRequest(context.onRequestTrailers(<i32>count));
  }
  if (CHANGES_BODIES) noteBodyOf(0);
  endEntry();
  return status;
}

/** Hands over request metadata. */
export function proxy_on_request_metadata(id: u32, count: u32): i32 {
  beginEntry();
  const context = httpContext(id);
  const status =
    context == null
      ? FilterMetadataStatus.Continue
      : context.onRequestMetadata(<i32>count);
  endEntry();
  return status;
}

/** Hands over a part of a response's body. */
export function proxy_on_response_body(
  id: u32,
  size: u32,
  endOfStream: u32,
): i32 {
  beginEntry();
  if (CHANGES_BODIES) noteBodyOf(id);
  const context = httpContext(id);
  let status: i32 = FilterDataStatus.Continue;
  if (context != null) {
    context.sdkEnterResponse(true);
    status = context.sdkLeaveResponse(
      context.onResponseBody(<i32>size, endOfStream != 0),
    );
  }
  if (CHANGES_BODIES) noteBodyOf(0);
  endEntry();
  return status;
}

/**
 * Hands over response trailers. Envoy 1.40 crashes where they continue on a stream
 * that the callback has closed, which `httpContext` no longer finds.
 */
export function proxy_on_response_trailers(id: u32, count: u32): i32 {
  beginEntry();
  if (CHANGES_BODIES) noteBodyOf(id);
  const context = httpContext(id);
  let status: i32 = FilterTrailersStatus.Continue;
  if (context != null) {
    context.sdkEnterResponse(false);
    status = context.sdkLeaveResponse(context.onResponseTrailers(<i32>count));
    if (httpContext(id) == null) status = FilterTrailersStatus.StopIteration;
  }
  if (CHANGES_BODIES) noteBodyOf(0);
  endEntry();
  return status;
}

/** Hands over response metadata. */
export function proxy_on_response_metadata(id: u32, count: u32): i32 {
  beginEntry();
  const context = httpContext(id);
  const status =
    context == null
      ? FilterMetadataStatus.Continue
      : context.onResponseMetadata(<i32>count);
  endEntry();
  return status;
}

/** What the host calls with the answers to callouts. */
import { BufferType, MapType, Status } from "../abi/enums";
import { GrpcStatus } from "../abi/grpc-status";
import { beginEntry, endEntry } from "../runtime/host-entry";
import {
  Callout,
  CalloutKind,
  findCallout,
  removeCallout,
} from "../api/callout";
import { BodyView } from "../api/body-view";
import { statusMessage } from "../api/call-status";
import { PendingGrpcCall } from "../api/grpc-call";
import { GrpcAnswer } from "../api/grpc-answer";
import { GrpcCallResponse } from "../api/grpc-call-response";
import { messageOf } from "../api/grpc-message";
import { GrpcStream } from "../api/grpc-stream";
import { HeaderMap } from "../api/header-map";
import { HttpAnswer } from "../api/http-answer";
import { PendingHttpCall } from "../api/http-call";
import { HttpCallResponse } from "../api/http-call-response";
import { findContext } from "../context-table";
import { Context } from "../contexts/context";
import { HAS_SCRIPTS, LACKS_TRANSFORM, SENDS_CALLS } from "../features";

type OnHttpCallResponse = (self: Context, response: HttpCallResponse) => void;
type OnGrpcCallResponse = (self: Context, response: GrpcCallResponse) => void;
type OnMessage = (self: Context, stream: GrpcStream, message: BodyView) => void;
type OnMetadata = (
  self: Context,
  stream: GrpcStream,
  metadata: HeaderMap,
) => void;
type OnClose = (
  self: Context,
  stream: GrpcStream,
  status: GrpcStatus,
  message: string,
) => void;

/** Hands over the answer to an HTTP call; no headers mean that there is none. */
export function proxy_on_http_call_response(
  id: u32,
  token: u32,
  headers: u32,
  bodySize: u32,
  trailers: u32,
): void {
  beginEntry();
  if (HAS_SCRIPTS && !LACKS_TRANSFORM) {
    showHttp(token, headers, bodySize, trailers);
  }
  if (!HAS_SCRIPTS || SENDS_CALLS) {
    const callout = findCallout(CalloutKind.Http, token);
    if (callout != null) {
      removeCallout(callout);
      const context = waiter(callout);
      if (context != null) answerHttp(context, callout, headers);
    }
  }
  endEntry();
}

/** Hands over a stream's first metadata. */
export function proxy_on_grpc_receive_initial_metadata(
  id: u32,
  token: u32,
  count: u32,
): void {
  beginEntry();
  const stream = grpcStream(token);
  if (stream != null) {
    const context = waiter(stream);
    if (context != null) {
      const metadata = HeaderMap.of(MapType.GrpcReceiveInitialMetadata);
      const run = stream.sdkInitialMetadataFunction;
      if (changetype<usize>(run) != 0)
        changetype<OnMetadata>(run)(context, stream, metadata);
      else context.onGrpcStreamInitialMetadata(stream, metadata);
    }
  }
  endEntry();
}

/** Hands over the answer to a unary call, or a stream's message. */
export function proxy_on_grpc_receive(id: u32, token: u32, size: u32): void {
  beginEntry();
  const call = findCallout(CalloutKind.GrpcCall, token);
  if (call != null) {
    answerGrpc(call, GrpcStatus.Ok);
  } else if (
    !HAS_SCRIPTS ||
    LACKS_TRANSFORM ||
    !showGrpc(token, GrpcStatus.Ok)
  ) {
    const stream = grpcStream(token);
    if (stream != null) {
      const context = waiter(stream);
      if (context != null) {
        const message = BodyView.of(BufferType.GrpcReceiveBuffer);
        const run = stream.sdkMessageFunction;
        if (changetype<usize>(run) != 0)
          changetype<OnMessage>(run)(context, stream, message);
        else context.onGrpcStreamMessage(stream, message);
      }
    }
  }
  endEntry();
}

/** Hands over a stream's last metadata. */
export function proxy_on_grpc_receive_trailing_metadata(
  id: u32,
  token: u32,
  count: u32,
): void {
  beginEntry();
  const stream = grpcStream(token);
  if (stream != null) {
    const context = waiter(stream);
    if (context != null) {
      const metadata = HeaderMap.of(MapType.GrpcReceiveTrailingMetadata);
      const run = stream.sdkTrailingMetadataFunction;
      if (changetype<usize>(run) != 0)
        changetype<OnMetadata>(run)(context, stream, metadata);
      else context.onGrpcStreamTrailingMetadata(stream, metadata);
    }
  }
  endEntry();
}

/** Tells that a unary call has failed, or that a stream is closed. */
export function proxy_on_grpc_close(id: u32, token: u32, status: i32): void {
  beginEntry();
  const call = findCallout(CalloutKind.GrpcCall, token);
  if (call != null) {
    answerGrpc(call, <GrpcStatus>status);
  } else if (
    !HAS_SCRIPTS ||
    LACKS_TRANSFORM ||
    !showGrpc(token, <GrpcStatus>status)
  ) {
    const stream = grpcStream(token);
    if (stream != null) {
      removeCallout(stream);
      const context = waiter(stream);
      if (context != null) {
        closeStream(context, stream, <GrpcStatus>status);
      }
    }
  }
  endEntry();
}

function answerHttp(context: Context, callout: Callout, headers: u32): void {
  const pending = changetype<PendingHttpCall>(callout);
  const response = HttpCallResponse.of(headers, headers == 0 && pending.isLate);
  const call = pending.call;
  if (call != null) {
    context.onHttpCallResponse(call, response);
  } else {
    changetype<OnHttpCallResponse>(pending.onResponse)(context, response);
  }
}

/** Hands over the answer to an HTTP call that a handler waits for. */
function showHttp(
  token: u32,
  headers: u32,
  bodySize: u32,
  trailers: u32,
): void {
  const callout = findCallout(CalloutKind.AwaitedHttp, token);
  if (callout == null) return;
  removeCallout(callout);
  if (waiter(callout) == null) return;
  changetype<HttpAnswer>(callout).sdkShow(headers, bodySize, trailers);
}

/** Hands over the answer to a unary call that a handler waits for; false where none does. */
function showGrpc(token: u32, status: GrpcStatus): bool {
  const callout = findCallout(CalloutKind.AwaitedGrpcCall, token);
  if (callout == null) return false;
  removeCallout(callout);
  if (waiter(callout) != null) changetype<GrpcAnswer>(callout).sdkShow(status);
  return true;
}

function answerGrpc(callout: Callout, status: GrpcStatus): void {
  removeCallout(callout);
  const context = waiter(callout);
  if (context == null) return;
  const pending = changetype<PendingGrpcCall>(callout);
  const response = GrpcCallResponse.of(status);
  const call = pending.call;
  if (call != null) {
    context.onGrpcCallResponse(call, response);
  } else {
    changetype<OnGrpcCallResponse>(pending.onResponse)(context, response);
  }
}

function closeStream(
  context: Context,
  stream: GrpcStream,
  status: GrpcStatus,
): void {
  const message = status == GrpcStatus.Ok ? "" : messageOf(statusMessage());
  const run = stream.sdkCloseFunction;
  if (changetype<usize>(run) != 0)
    changetype<OnClose>(run)(context, stream, status, message);
  else context.onGrpcStreamClose(stream, status, message);
}

function grpcStream(token: u32): GrpcStream | null {
  return changetype<GrpcStream | null>(
    findCallout(CalloutKind.GrpcStream, token),
  );
}

/** Returns the context that waits, active; `null` where it is gone. */
function waiter(callout: Callout): Context | null {
  const context = findContext(callout.sdkOwner);
  if (context == null) return null;
  return context.activate() == Status.Ok ? context : null;
}

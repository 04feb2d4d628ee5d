import { proxy_grpc_call, proxy_grpc_cancel } from "../abi/env";
import { Status } from "../abi/enums";
import { HAS_SCRIPTS, SENDS_CALLS } from "../features";
import { outAddress, outU32 } from "../abi/memory";
import { addCallout, Callout, CalloutKind, Waiter } from "./callout";
import { GrpcAnswer } from "./grpc-answer";
import { GrpcCallResponse } from "./grpc-call-response";
import { GrpcRequest } from "./grpc-request";
import { Script } from "./script";
import { HeldFunction } from "./held-function";

/** How long a call may take by default, in milliseconds. */
const DEFAULT_TIMEOUT: u32 = 5_000;

/**
 * A unary gRPC call to a cluster of the proxy, one that speaks HTTP/2: one message
 * there, one back. Messages are bytes of Protocol Buffers.
 *
 * A call is described, then sent by `send` or `dispatch`, and may be sent again. Both
 * return a `Status`, and the call is pending only if it is Ok. It is BadArgument for an
 * empty cluster name, metadata that was refused or a target that is not one; in Envoy
 * 1.40 InternalFailure for a cluster that it does not have.
 *
 * The answer comes after the callback that sent the call has returned. Its context is
 * active then, so that `self.request` is the waiting stream's. If the context has ended
 * before, the call is cancelled, and nothing is called.
 *
 * ```ts
 * const status = new GrpcCall("auth", "auth.v1.Auth", "Check")
 *   .metadata("x-tenant", "blue")
 *   .message(new Uint8Array(0))
 *   .timeout(500)
 *   .send<Example>(this, (self, response) => {
 *     if (response.status == GrpcStatus.Ok) self.continueRequest();
 *   });
 * // StopIteration would let a body continue the headers where the plugin's
 * // configuration has allow_on_headers_stop_iteration.
 * if (status == Status.Ok) {
 *   return FilterHeadersStatus.StopAllIterationAndWatermark;
 * }
 * ```
 */
export class GrpcCall {
  private readonly request: GrpcRequest;
  private body: Uint8Array | null = null;
  private milliseconds: u32 = DEFAULT_TIMEOUT;

  /** Describes a call of `method` of a service, such as `auth.v1.Auth`. */
  constructor(cluster: string, service: string, method: string) {
    this.request = new GrpcRequest(cluster, service, method);
  }

  /**
   * Takes an encoded `envoy.config.core.v3.GrpcService` in place of the cluster's
   * name, for what a name cannot say, such as an authority. Bytes that are not one
   * or that name no target, on which Envoy 1.40 would end itself, are refused.
   */
  target(grpcService: Uint8Array): GrpcCall {
    this.request.retarget(grpcService);
    return this;
  }

  /** Adds initial metadata; the value of a name in `-bin` is base64 text. */
  metadata(name: string, value: string): GrpcCall {
    this.request.add(name, value);
    return this;
  }

  /** Sets the message, empty by default; it is not copied before it is sent. */
  message(message: Uint8Array): GrpcCall {
    this.body = message;
    return this;
  }

  /** Sets after how many milliseconds the call fails, 5,000 by default; 0 is never. */
  timeout(milliseconds: u32): GrpcCall {
    this.milliseconds = milliseconds;
    return this;
  }

  /** Sends the call; a function gets the answer. */
  send<T extends Waiter>(
    context: T,
    onResponse: (self: T, response: GrpcCallResponse) => void,
  ): Status {
    if (HAS_SCRIPTS && !SENDS_CALLS) {
      ERROR("A call is sent by code in which the transform has not found one.");
    }
    return this.start(
      context.id,
      new PendingGrpcCall(null, changetype<HeldFunction>(onResponse)),
    );
  }

  /** Sends the call; the answer comes to `Context.onGrpcCallResponse`. */
  dispatch<T extends Waiter>(context: T): Status {
    if (HAS_SCRIPTS && !SENDS_CALLS) {
      ERROR("A call is sent by code in which the transform has not found one.");
    }
    return this.start(
      context.id,
      new PendingGrpcCall(this, changetype<HeldFunction>(<usize>0)),
    );
  }

  /**
   * Sends the call and waits for the answer; in a handler's method or a task
   * and what they call.
   */
  wait(): GrpcAnswer {
    return this.begin().wait();
  }

  /** Sends the call, whose answer a handler waits for later; see `HttpCall.begin`. */
  begin(): GrpcAnswer {
    const answer = new GrpcAnswer();
    const none = changetype<PendingGrpcCall>(<usize>0);
    const status = this.start(0, none);
    if (status != Status.Ok) answer.sdkRefuse(status);
    else addCallout(answer, outU32(), Script.running.owner);
    return answer;
  }

  private start(owner: u32, pending: PendingGrpcCall): Status {
    const request = this.request;
    if (!request.isValid) return Status.BadArgument;
    const upstream = request.upstream;
    const parts = request.encode();
    const body = this.body;
    const status: Status = proxy_grpc_call(
      upstream.dataStart,
      upstream.byteLength,
      parts.service,
      parts.serviceSize,
      parts.method,
      parts.methodSize,
      parts.metadata,
      parts.metadataSize,
      body == null ? 0 : body.dataStart,
      body == null ? 0 : body.byteLength,
      <i32>this.milliseconds,
      outAddress(),
    );
    // An answer that is awaited is not a pending call.
    if (HAS_SCRIPTS && (!SENDS_CALLS || changetype<usize>(pending) == 0)) {
      return status;
    }
    if (status == Status.Ok) addCallout(pending, outU32(), owner);
    return status;
  }
}

/** A unary call that has no answer yet. */
export class PendingGrpcCall extends Callout {
  constructor(
    /** The call, where its answer goes to the context's own method. */
    readonly call: GrpcCall | null,
    /** The function that gets the answer, or 0. */
    readonly onResponse: HeldFunction,
  ) {
    super(CalloutKind.GrpcCall);
  }

  /** Cancels the call. */
  sdkAbandon(): void {
    proxy_grpc_cancel(this.sdkToken);
  }
}

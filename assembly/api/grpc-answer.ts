import { proxy_grpc_cancel } from "../abi/env";
import { BufferType, Status } from "../abi/enums";
import { GrpcStatus } from "../abi/grpc-status";
import { BodyView } from "./body-view";
import { statusMessage } from "./call-status";
import { CalloutKind } from "./callout";
import { detailsOf, hasTimedOut, messageOf } from "./grpc-message";
import { Pending } from "./pending";
import { setShown, Shown } from "./script";

/**
 * The answer to a unary gRPC call that a handler waits for, or why the call failed. It may
 * be read after further waits, until the handler's method has ended.
 *
 * ```ts
 * class Check extends HttpHandler {
 *   onRequest(): void {
 *     const answer = new GrpcCall("auth", "auth.v1.Auth", "Check").wait();
 *     if (answer.status != GrpcStatus.Ok) this.respond(new LocalResponse(403));
 *   }
 * }
 * registerHttpHandler<Check>("check");
 * ```
 */
export class GrpcAnswer extends Pending implements Shown {
  private sdkCode: GrpcStatus = GrpcStatus.Unknown;
  private sdkIsShown: bool = false;
  private sdkBody: Uint8Array | null = null;
  private sdkText: string = "";

  constructor() {
    super();
    this.sdkKind = CalloutKind.AwaitedGrpcCall;
  }

  /** Cancels the call, as nobody waits any more. */
  sdkAbandon(): void {
    proxy_grpc_cancel(this.sdkToken);
  }

  /** Waits until the answer is there, or is known not to come; returns itself. */
  wait(): GrpcAnswer {
    this.sdkWait();
    return this;
  }

  /**
   * How the call ended: Ok, what the server answered, or, in Envoy, Unavailable where
   * nobody did; InvalidArgument where the proxy refused to send it. Unknown before it is
   * there.
   */
  get status(): GrpcStatus {
    return this.sdkCode;
  }

  /** Whether the call's time was over; see `GrpcCallResponse.isTimeout`. */
  get isTimeout(): bool {
    return hasTimedOut(this.sdkCode, this.details);
  }

  /** The server's message, or the proxy's where nobody answered; `""` with Ok. */
  get message(): string {
    return messageOf(this.sdkText);
  }

  /** Envoy's own words for where the failure arose; `""` with Ok. */
  get details(): string {
    return detailsOf(this.sdkText);
  }

  /** Returns the server's message as bytes of Protocol Buffers; empty unless Ok. */
  bytes(): Uint8Array {
    this.sdkRead();
    const body = this.sdkBody;
    return body == null ? new Uint8Array(0) : body;
  }

  /** Notes that the call was not sent. */
  sdkRefuse(status: Status): void {
    this.sdkCode = GrpcStatus.InvalidArgument;
    this.sdkText =
      "The proxy refused the call, with status " + status.toString();
    this.sdkBeThere();
  }

  /** Notes that the proxy shows the answer, in the callback that runs. */
  sdkShow(status: GrpcStatus): void {
    this.sdkCode = status;
    this.sdkIsShown = status == GrpcStatus.Ok;
    if (status != GrpcStatus.Ok) this.sdkText = statusMessage();
    if (this.sdkIsAwaited) setShown(this);
    else this.sdkKeep();
    this.sdkArrive();
    setShown(null);
    this.sdkIsShown = false;
  }

  /** Copies what the proxy shows. */
  sdkKeep(): void {
    this.sdkRead();
    this.sdkIsShown = false;
  }

  private sdkRead(): void {
    if (!this.sdkIsShown || this.sdkBody != null) return;
    this.sdkBody = BodyView.of(BufferType.GrpcReceiveBuffer).bytes();
  }
}

import { BufferType } from "../abi/enums";
import { GrpcStatus } from "../abi/grpc-status";
import { BodyView } from "./body-view";
import { statusMessage } from "./call-status";
import { detailsOf, hasTimedOut, messageOf } from "./grpc-message";

/**
 * The answer to a unary gRPC call, or why it failed; only within the callback that
 * got it, as it holds nothing itself.
 *
 * Envoy 1.40 gives a filter neither the initial nor the trailing metadata of a
 * unary call; a `GrpcStream` gets both.
 *
 * ```ts
 * new GrpcCall("auth", "auth.v1.Auth", "Check").send<Example>(
 *   this,
 *   (self, response) => {
 *     if (response.status == GrpcStatus.Ok) self.continueRequest();
 *     else log.warn(response.status.toString() + " " + response.message);
 *   },
 * );
 * ```
 */
@unmanaged
@final
export class GrpcCallResponse {
  private code: GrpcStatus = GrpcStatus.Ok;

  /** Returns the answer that the host calls about; the SDK calls it. */
  static of(status: GrpcStatus): GrpcCallResponse {
    // In the function, so that only a module that calls it has the memory.
    const response = changetype<GrpcCallResponse>(memory.data(4, 4));
    response.code = status;
    return response;
  }

  /**
   * How the call ended: Ok, what the server answered, or, in Envoy, Unavailable
   * where nobody did.
   */
  get status(): GrpcStatus {
    return this.code;
  }

  /**
   * Whether the call's time was over. Envoy 1.40 ends such a call with Unavailable, or
   * with Internal where the answer had begun, where gRPC would have DeadlineExceeded;
   * all of them count.
   */
  get isTimeout(): bool {
    return hasTimedOut(this.code, this.details);
  }

  /** The server's message, or the proxy's where nobody answered; `""` with Ok. */
  get message(): string {
    return this.code == GrpcStatus.Ok ? "" : messageOf(statusMessage());
  }

  /**
   * Envoy's own words for where the failure arose, such as `via_upstream` for an
   * answer of the server or `response_timeout`; `""` with Ok and in other proxies.
   */
  get details(): string {
    return this.code == GrpcStatus.Ok ? "" : detailsOf(statusMessage());
  }

  /** The server's message as bytes of Protocol Buffers; empty unless Ok. */
  get body(): BodyView {
    return BodyView.of(BufferType.GrpcReceiveBuffer);
  }
}

import { GrpcStatus } from "../assembly/abi/grpc-status";
import { bufferOf } from "./bytes";
import { GrpcRequest } from "./grpc-request";
import { answerGrpc, callBytes, callNumber, failGrpc } from "./spec-host";

/**
 * A unary gRPC call of a filter that waits for its answer; see
 * `ProxyHost.grpcCalls`. It is too late once `ProxyHost.advance` has passed its
 * time. Messages are bytes of Protocol Buffers.
 *
 * ```ts
 * import { GrpcStatus } from "proxy-wasm-as";
 * import { startPlugin } from "proxy-wasm-as/testing";
 *
 * const plugin = startPlugin("grpc_auth");
 * const call = plugin.host.grpcCalls[0];
 * expect(call.method).toBe("Check");
 * call.fail(GrpcStatus.PermissionDenied, "not you");
 * ```
 */
export class GrpcCall extends GrpcRequest {
  /** The message that was sent. */
  get message(): Uint8Array {
    return Uint8Array.wrap(callBytes(this.id, "message"));
  }

  /** After how many milliseconds it fails; 0 is never. */
  get timeout(): u32 {
    return callNumber(this.id, "timeout");
  }

  /** Answers with a message and Ok; the test fails where it has ended. */
  respond(message: Uint8Array = new Uint8Array(0)): void {
    answerGrpc(this.id, bufferOf(message));
  }

  /** Answers with a status, and a message that Envoy does not decode. */
  fail(status: GrpcStatus, message: string = ""): void {
    failGrpc(this.id, status, message);
  }
}

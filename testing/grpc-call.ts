import { GrpcStatus } from "../assembly/abi/grpc-status";
import {
  answerGrpc,
  callTimeout,
  failGrpc,
  grpcMessage,
} from "./generated/bridge";
import { GrpcRequest } from "./grpc-request";

/**
 * A unary gRPC call of a filter that waits for its response; see
 * `ProxyHost.grpcCalls`. It times out when `ProxyHost.advance` passes its timeout.
 * Messages are bytes of Protocol Buffers.
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
    return grpcMessage(this.id);
  }

  /** The milliseconds after which it fails; 0 means never. */
  get timeout(): u32 {
    return callTimeout(this.id);
  }

  /** Answers with a message and Ok; the test fails if the call has ended. */
  respond(message: Uint8Array = new Uint8Array(0)): void {
    answerGrpc(this.id, message);
  }

  /** Answers with a status other than Ok; Envoy does not decode the message. */
  fail(status: GrpcStatus, message: string = ""): void {
    failGrpc(this.id, status, message);
  }
}

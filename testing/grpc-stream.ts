import { GrpcStatus } from "../assembly/abi/grpc-status";
import {
  closeGrpc,
  grpcMessages,
  hasClientEnded,
  sendMessage,
  sendMetadata,
} from "./generated/bridge";
import { GrpcRequest } from "./grpc-request";

/**
 * A gRPC stream of a filter, which the spec serves; see `ProxyHost.grpcStreams`.
 * Messages are bytes of Protocol Buffers.
 *
 * ```ts
 * import { GrpcStatus } from "proxy-wasm-as";
 * import { startPlugin } from "proxy-wasm-as/testing";
 *
 * const plugin = startPlugin("chat");
 * const stream = plugin.host.grpcStreams[0];
 * expect(stream.messages.length).toBe(1);
 * stream.sendMessage(new Uint8Array(2));
 * stream.close(GrpcStatus.Ok);
 * ```
 */
export class GrpcStream extends GrpcRequest {
  /** The messages that the filter has sent so far. */
  get messages(): Uint8Array[] {
    return grpcMessages(this.id);
  }

  /** Whether the filter has ended its side. */
  get hasEnded(): bool {
    return hasClientEnded(this.id);
  }

  /** Sends initial metadata; without it, the first message or the end does. */
  sendInitialMetadata(metadata: string[][] = []): void {
    sendMetadata(this.id, metadata);
  }

  /** Sends a message; the test fails if the stream has ended. */
  sendMessage(message: Uint8Array): void {
    sendMessage(this.id, message);
  }

  /** Ends the stream with a status; Envoy does not decode the message. */
  close(
    status: GrpcStatus,
    message: string = "",
    trailingMetadata: string[][] = [],
  ): void {
    closeGrpc(this.id, status, message, trailingMetadata);
  }
}

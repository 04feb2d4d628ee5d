import { GrpcStatus } from "../assembly/abi/grpc-status";
import { bufferOf } from "./bytes";
import { GrpcRequest } from "./grpc-request";
import { pairsOf } from "./pairs";
import {
  callFlag,
  closeGrpc,
  receivedAt,
  receivedCount,
  sendMessage,
  sendMetadata,
} from "./spec-host";

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
    const messages: Uint8Array[] = [];
    for (let i = 0; i < receivedCount(this.id); i++) {
      messages.push(Uint8Array.wrap(receivedAt(this.id, i)));
    }
    return messages;
  }

  /** Whether the filter has said that it sends no more. */
  get hasEnded(): bool {
    return callFlag(this.id, "hasEnded");
  }

  /** Sends initial metadata; what the spec sends first does so where it did not. */
  sendInitialMetadata(metadata: string[][] = []): void {
    sendMetadata(this.id, pairsOf(metadata));
  }

  /** Sends a message; the test fails where the stream has ended. */
  sendMessage(message: Uint8Array): void {
    sendMessage(this.id, bufferOf(message));
  }

  /** Ends the stream; the message is not decoded by Envoy. */
  close(
    status: GrpcStatus,
    message: string = "",
    trailingMetadata: string[][] = [],
  ): void {
    closeGrpc(this.id, status, message, pairsOf(trailingMetadata));
  }
}

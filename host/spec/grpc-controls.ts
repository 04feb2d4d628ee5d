import type { Controls } from "./bridge/bridge.ts";
import type { GRPC } from "./bridge-functions.ts";

/**
 * Lets a spec be the server of gRPC calls and streams.
 *
 *     grpcControls().answerGrpc({ call, data: new Uint8Array(2) });
 */
export function grpcControls(): Controls<typeof GRPC> {
  return {
    grpcService: ({ call }) => call.service,
    grpcMethod: ({ call }) => call.method,
    grpcMetadata: ({ call }) => call.initialMetadata,
    grpcMessage: ({ call }) => call.message,
    answerGrpc: ({ call, data }) => call.respond(data),
    failGrpc: ({ call, status, reason }) => call.fail(status, reason),
    breakGrpcOff: ({ call }) => call.breakOff(),
    grpcMessages: ({ stream }) => stream.messages,
    hasClientEnded: ({ stream }) => stream.hasEnded,
    sendMetadata: ({ stream, metadata }) =>
      stream.sendInitialMetadata(metadata),
    sendMessage: ({ stream, data }) => stream.sendMessage(data),
    closeGrpc: ({ stream, status, reason, trailing }) =>
      stream.close(status, reason, trailing),
  };
}

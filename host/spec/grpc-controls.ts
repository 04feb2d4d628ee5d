import type { Header } from "../abi/pairs.ts";
import { binaryOf } from "../abi/text.ts";
import type { GrpcCall } from "../shared/calls/grpc-call.ts";
import type { GrpcStream } from "../shared/calls/grpc-stream.ts";
import type { HostFunctions } from "../engine/vm.ts";
import type { Spec } from "./spec.ts";

/**
 * How a spec is the server of gRPC calls and streams; declared in
 * `testing/spec-host.ts`.
 *
 *     grpcControls(spec).answerGrpc
 */
export function grpcControls(spec: Spec): HostFunctions {
  const call = (id: number) => spec.find<GrpcCall>(id);
  const stream = (id: number) => spec.find<GrpcStream>(id);
  return {
    answerGrpc: (id: number, message: number) =>
      call(id).respond(spec.bytes(message)),
    failGrpc: (id: number, status: number, message: number) =>
      call(id).fail(status, binaryOf(spec.text(message))),
    breakGrpcOff: (id: number) =>
      spec.find<GrpcCall | GrpcStream>(id).breakOff(),

    receivedCount: (id: number) => stream(id).messages.length,
    receivedAt: (id: number, at: number) =>
      spec.newBytes(stream(id).messages[at]),
    sendMetadata: (id: number, metadata: number) =>
      stream(id).sendInitialMetadata(spec.find<Header[]>(metadata)),
    sendMessage: (id: number, message: number) =>
      stream(id).sendMessage(spec.bytes(message)),
    closeGrpc: (
      id: number,
      status: number,
      message: number,
      trailing: number,
    ) =>
      stream(id).close(
        status,
        binaryOf(spec.text(message)),
        spec.find<Header[]>(trailing),
      ),
  };
}

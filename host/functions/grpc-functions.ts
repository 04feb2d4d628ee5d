import { decodePairs } from "../abi/pairs.ts";
import { bytesOf, decodeMessage, textOf } from "../abi/protobuf.ts";
import {
  BAD_ARGUMENT,
  INTERNAL_FAILURE,
  INVALID_MEMORY_ACCESS,
  NOT_FOUND,
  OK,
  PARSE_FAILURE,
} from "../abi/status.ts";
import { HostError, notEmulated } from "../base/host-error.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import type { GrpcRequest } from "../shared/calls/grpc-request.ts";
import type { PendingGrpcCall } from "../shared/calls/pending-grpc-call.ts";
import type { ServedGrpcStream } from "../shared/calls/served-grpc-stream.ts";
import { eventsOf, notifyEnd } from "./grpc-events.ts";

/** The low bits of a token tell the kind of the call. */
const TOKEN_STEP = 4;
const CALL = 1;
const STREAM = 2;

/** The fields of `envoy.config.core.v3.GrpcService`. */
const ENVOY_GRPC = 1;
const CLUSTER_NAME = 1;

/** An open stream. Its token stays valid until both sides have closed it. */
interface OpenStream {
  stream: ServedGrpcStream;
  closedByFilter: boolean;
}

/** The calls and streams of a module, by token. */
interface Tokens {
  lastCall: number;
  lastStream: number;
  calls: Map<number, PendingGrpcCall>;
  streams: Map<number, OpenStream>;
}

/**
 * The host functions for gRPC calls and streams.
 *
 *     grpcFunctions(vm).proxy_grpc_call
 */
export function grpcFunctions(vm: Vm): HostFunctions {
  const tokens: Tokens = {
    lastCall: CALL,
    lastStream: STREAM,
    calls: new Map(),
    streams: new Map(),
  };
  return { ...openers(vm, tokens), ...users(vm, tokens) };
}

function openers(vm: Vm, tokens: Tokens): HostFunctions {
  const { memory } = vm;
  const { callouts, dispatcher } = vm.settings;
  return {
    proxy_grpc_call(...args: number[]) {
      const [message, messageSize, timeout, outToken] = args.slice(8);
      const bytes = memory.bytes(message, messageSize);
      const request = requestOf(vm, args);
      if (request === null || bytes === null) return INVALID_MEMORY_ACCESS;
      if (typeof request === "number") return request;
      const { listener } = vm.context;
      if (listener === null) return BAD_ARGUMENT;
      const token = (tokens.lastCall += TOKEN_STEP);
      if (isUnknown(vm, request)) return INTERNAL_FAILURE;
      const callRequest = {
        ...request,
        message: Buffer.from(bytes),
        timeout: timeout >>> 0,
      };
      const call = callouts.callGrpc(
        listener,
        vm.context,
        callRequest,
        (end) => {
          tokens.calls.delete(token);
          notifyEnd(listener, token, end);
        },
      );
      tokens.calls.set(token, call);
      return memory.setU32(outToken, token) ? OK : INVALID_MEMORY_ACCESS;
    },

    proxy_grpc_stream(...args: number[]) {
      const [outToken] = args.slice(8);
      const request = requestOf(vm, args);
      if (request === null) return INVALID_MEMORY_ACCESS;
      if (typeof request === "number") return request;
      const { listener } = vm.context;
      if (listener === null) return BAD_ARGUMENT;
      const token = (tokens.lastStream += TOKEN_STEP);
      if (isUnknown(vm, request)) return INTERNAL_FAILURE;
      const events = eventsOf(listener, token);
      const stream = callouts.openGrpc(listener, request, {
        ...events,
        close(end) {
          dispatcher.run(() => {
            events.close(end);
            const isClosed = tokens.streams.get(token)?.closedByFilter;
            if (isClosed) tokens.streams.delete(token);
          });
        },
      });
      tokens.streams.set(token, { stream, closedByFilter: false });
      return memory.setU32(outToken, token) ? OK : INVALID_MEMORY_ACCESS;
    },
  };
}

function users(vm: Vm, { calls, streams }: Tokens): HostFunctions {
  const { memory } = vm;
  const cancelCall = (token: number) => {
    calls.get(token)?.cancel();
    return calls.delete(token) ? OK : NOT_FOUND;
  };
  return {
    proxy_grpc_send(token: number, message: number, size: number, end: number) {
      const bytes = memory.bytes(message, size);
      if (bytes === null) return INVALID_MEMORY_ACCESS;
      if (kindOf(token) !== STREAM) return BAD_ARGUMENT;
      const stream = streams.get(token)?.stream;
      if (stream === undefined) return NOT_FOUND;
      if (!stream.isPending || stream.hasEnded) return OK;
      stream.messages.push(Buffer.from(bytes));
      stream.hasEnded = end !== 0;
      return OK;
    },

    proxy_grpc_close(token: number) {
      if (kindOf(token) === CALL) return cancelCall(token);
      if (kindOf(token) !== STREAM) return BAD_ARGUMENT;
      const open = streams.get(token);
      if (open === undefined) return NOT_FOUND;
      open.stream.hasEnded = true;
      open.closedByFilter = true;
      if (!open.stream.isPending) streams.delete(token);
      return OK;
    },

    proxy_grpc_cancel(token: number) {
      if (kindOf(token) === CALL) return cancelCall(token);
      if (kindOf(token) !== STREAM) return BAD_ARGUMENT;
      streams.get(token)?.stream.cancel();
      return streams.delete(token) ? OK : NOT_FOUND;
    },
  };
}

function kindOf(token: number): number {
  return token & (TOKEN_STEP - 1);
}

/**
 * The request in the first eight arguments; null if they lead out of memory, or a
 * status.
 */
function requestOf(vm: Vm, args: number[]): GrpcRequest | number | null {
  const { memory } = vm;
  const [service, method] = [
    memory.text(args[2], args[3]),
    memory.text(args[4], args[5]),
  ];
  const target = memory.bytes(args[0], args[1]);
  const metadata = memory.bytes(args[6], args[7]);
  if (target === null || metadata === null) return null;
  if (service === null || method === null) return null;
  const cluster = clusterOf(vm, Buffer.from(target));
  if (cluster === null) return PARSE_FAILURE;
  return { cluster, service, method, initialMetadata: decodePairs(metadata) };
}

/** The cluster in a GrpcService, or a plain name; null for neither. */
function clusterOf(vm: Vm, target: Buffer): string | null {
  const message = decodeMessage(target);
  if (message === null) {
    const name = target.toString("latin1");
    return vm.settings.callouts.cluster(name) === null ? null : name;
  }
  const envoy = decodeMessage(bytesOf(message, ENVOY_GRPC));
  if (message.has(ENVOY_GRPC) && envoy !== null) {
    return textOf(envoy, CLUSTER_NAME);
  }
  throw new HostError(
    "UNDEFINED_IN_ENVOY",
    "A gRPC service without a target crashes Envoy 1.40. Encode a GrpcService that names a cluster.",
  );
}

function isUnknown(vm: Vm, { cluster }: GrpcRequest): boolean {
  const found = vm.settings.callouts.cluster(cluster);
  if (found?.hasHosts === false) {
    throw notEmulated(`A gRPC call to ${cluster} while it has no hosts`);
  }
  return found === null;
}

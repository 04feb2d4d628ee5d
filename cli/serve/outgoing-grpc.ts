import {
  ServedGrpcStream,
  type PendingGrpcCall,
  type ProxyHost,
} from "../../host/index.ts";
import type { Clusters } from "../base/service-address.ts";
import {
  callGrpc,
  type GrpcRequest,
  type GrpcExchange,
  type GrpcAddress,
} from "./grpc-client.ts";
import { INTERNAL } from "./grpc-end.ts";
import type { Outgoing, Tell } from "./outgoing-calls.ts";

/** An exchange and a function that sends what is new. */
interface OpenExchange {
  exchange: GrpcExchange;
  sendMore(): void;
}

/**
 * Sends a filter's gRPC calls and streams to real clusters. Answers reach the filter as
 * they arrive. A call to a cluster that does not speak HTTP/2 is broken off.
 *
 *     const grpc = outgoingGrpc(host, clusters, undefined);
 *     grpc.forward((work) => work());
 */
export function outgoingGrpc(
  host: ProxyHost,
  clusters: Clusters,
  ca: string | undefined,
): Outgoing {
  const open = new Map<GrpcRequest, OpenExchange>();
  const beginAt = (request: GrpcRequest, tell: Tell) => {
    const cluster = Object.hasOwn(clusters, request.cluster)
      ? clusters[request.cluster]
      : undefined;
    if (cluster?.http2) return begin({ ...cluster, ca }, request, tell);
    // Not within the callback that made the call.
    setImmediate(tell, () => {
      if (request.isPending) request.breakOff("protocol error");
    });
    return undefined;
  };
  return {
    forward(tell) {
      for (const [request, { exchange }] of open) {
        if (request.isPending) continue;
        exchange.cancel();
        open.delete(request);
      }
      for (const request of [...host.grpcCalls, ...host.grpcStreams]) {
        const known = open.get(request) ?? beginAt(request, tell);
        if (known === undefined) continue;
        open.set(request, known);
        known.sendMore();
      }
    },
    close() {
      for (const { exchange } of open.values()) exchange.cancel();
      open.clear();
    },
  };
}

function begin(
  address: GrpcAddress,
  request: GrpcRequest,
  tell: Tell,
): OpenExchange {
  // The filter may cancel it in any callback.
  const whenPending: Tell = (work) => {
    if (request.isPending) tell(work);
  };
  return request instanceof ServedGrpcStream
    ? beginStream(address, request, whenPending)
    : beginCall(address, request, whenPending);
}

function beginCall(
  address: GrpcAddress,
  call: PendingGrpcCall,
  tell: Tell,
): OpenExchange {
  let answer: Buffer | undefined;
  const exchange = callGrpc(address, call, {
    initialMetadata: () => undefined,
    message: (bytes) => (answer = bytes),
    close: ({ status, message }) =>
      tell(() => {
        if (status !== 0) call.fail(status, message);
        else if (answer === undefined) call.fail(INTERNAL);
        else call.respond(answer);
      }),
    breakOff: (reason) => tell(() => call.breakOff(reason)),
  });
  exchange.send(call.message);
  exchange.end();
  return { exchange, sendMore: () => undefined };
}

function beginStream(
  address: GrpcAddress,
  stream: ServedGrpcStream,
  tell: Tell,
): OpenExchange {
  const exchange = callGrpc(address, stream, {
    initialMetadata: (headers) =>
      tell(() => stream.sendInitialMetadata(headers)),
    message: (bytes) => tell(() => stream.sendMessage(bytes)),
    close: ({ status, message, trailing }) =>
      tell(() => stream.close(status, message, trailing)),
    breakOff: (reason) => tell(() => stream.breakOff(reason)),
  });
  let sent = 0;
  let hasEnded = false;
  return {
    exchange,
    sendMore() {
      for (const each of stream.messages.slice(sent)) exchange.send(each);
      sent = stream.messages.length;
      if (stream.hasEnded && !hasEnded) exchange.end();
      hasEnded = stream.hasEnded;
    },
  };
}

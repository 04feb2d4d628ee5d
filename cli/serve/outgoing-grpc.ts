import {
  ServedGrpcStream,
  type PendingGrpcCall,
  type ProxyHost,
} from "../../host/index.ts";
import type { Clusters } from "../base/service-address.ts";
import {
  askGrpc,
  type GrpcAsked,
  type GrpcExchange,
  type GrpcPlace,
} from "./grpc-client.ts";
import { INTERNAL } from "./grpc-end.ts";
import type { Outgoing, Tell } from "./outgoing-calls.ts";

/** An exchange, and how to send what has not been sent of it. */
interface OpenExchange {
  exchange: GrpcExchange;
  sendMore(): void;
}

/**
 * Sends the gRPC calls and streams of a filter to real clusters; what the servers
 * answer reaches the filter as it comes. A cluster that does not speak HTTP/2 breaks
 * them off.
 *
 *     const grpc = outgoingGrpc(host, clusters, undefined);
 *     grpc.forward((work) => work());
 */
export function outgoingGrpc(
  host: ProxyHost,
  clusters: Clusters,
  ca: string | undefined,
): Outgoing {
  const open = new Map<GrpcAsked, OpenExchange>();
  const beginAt = (asked: GrpcAsked, tell: Tell) => {
    const cluster = Object.hasOwn(clusters, asked.cluster)
      ? clusters[asked.cluster]
      : undefined;
    if (cluster?.http2) return begin({ ...cluster, ca }, asked, tell);
    // Not within the callback that asks.
    setImmediate(tell, () => {
      if (asked.isPending) asked.breakOff("protocol error");
    });
    return undefined;
  };
  return {
    forward(tell) {
      for (const [asked, { exchange }] of open) {
        if (asked.isPending) continue;
        exchange.cancel();
        open.delete(asked);
      }
      for (const asked of [...host.grpcCalls, ...host.grpcStreams]) {
        const known = open.get(asked) ?? beginAt(asked, tell);
        if (known === undefined) continue;
        open.set(asked, known);
        known.sendMore();
      }
    },
    close() {
      for (const { exchange } of open.values()) exchange.cancel();
      open.clear();
    },
  };
}

function begin(place: GrpcPlace, asked: GrpcAsked, tell: Tell): OpenExchange {
  // The filter may cancel it in any callback.
  const whenPending: Tell = (work) => {
    if (asked.isPending) tell(work);
  };
  return asked instanceof ServedGrpcStream
    ? beginStream(place, asked, whenPending)
    : beginCall(place, asked, whenPending);
}

function beginCall(
  place: GrpcPlace,
  call: PendingGrpcCall,
  tell: Tell,
): OpenExchange {
  let answer: Buffer | undefined;
  const exchange = askGrpc(place, call, {
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
  place: GrpcPlace,
  stream: ServedGrpcStream,
  tell: Tell,
): OpenExchange {
  const exchange = askGrpc(place, stream, {
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

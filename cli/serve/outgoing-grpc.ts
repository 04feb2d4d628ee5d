import { GrpcStream, type GrpcCall, type ProxyHost } from "../../host/index.ts";
import type { HostPort } from "../host-port.ts";
import type { Clusters } from "../service-address.ts";
import { askGrpc, type GrpcAsked, type GrpcExchange } from "./grpc-client.ts";
import { INTERNAL } from "./grpc-end.ts";

/** The gRPC of a filter, on its way to real clusters. */
export interface OutgoingGrpc {
  /** Sends what the filter has asked for since the last time. */
  forward(): void;
  /** Cancels all that is open. */
  close(): void;
}

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
 *     const grpc = outgoingGrpc(host, clusters);
 *     setInterval(grpc.forward, 10);
 */
export function outgoingGrpc(
  host: ProxyHost,
  clusters: Clusters,
): OutgoingGrpc {
  const open = new Map<GrpcAsked, OpenExchange>();
  return {
    forward() {
      for (const [asked, { exchange }] of open) {
        if (asked.isPending) continue;
        exchange.cancel();
        open.delete(asked);
      }
      for (const asked of [...host.grpcCalls, ...host.grpcStreams]) {
        const cluster = clusters[asked.cluster];
        if (!cluster?.http2) {
          asked.breakOff("protocol error");
          continue;
        }
        const known = open.get(asked) ?? begin(cluster, asked);
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

function begin(cluster: HostPort, asked: GrpcAsked): OpenExchange {
  return asked instanceof GrpcStream
    ? beginStream(cluster, asked)
    : beginCall(cluster, asked);
}

function beginCall(cluster: HostPort, call: GrpcCall): OpenExchange {
  let answer: Buffer | undefined;
  const exchange = askGrpc(cluster, call, {
    initialMetadata: () => undefined,
    message: (bytes) => (answer = bytes),
    close({ status, message }) {
      if (!call.isPending) return;
      if (status !== 0) call.fail(status, message);
      else if (answer === undefined) call.fail(INTERNAL);
      else call.respond(answer);
    },
    breakOff: (reason) => call.isPending && call.breakOff(reason),
  });
  exchange.send(call.message);
  exchange.end();
  return { exchange, sendMore: () => undefined };
}

function beginStream(cluster: HostPort, stream: GrpcStream): OpenExchange {
  const exchange = askGrpc(cluster, stream, {
    // The filter may cancel it in any callback.
    initialMetadata: (headers) =>
      stream.isPending && stream.sendInitialMetadata(headers),
    message: (bytes) => stream.isPending && stream.sendMessage(bytes),
    close: ({ status, message, trailing }) =>
      stream.isPending && stream.close(status, message, trailing),
    breakOff: (reason) => stream.isPending && stream.breakOff(reason),
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

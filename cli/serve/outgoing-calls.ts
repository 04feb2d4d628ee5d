import type { Header, PendingHttpCall, ProxyHost } from "../../host/index.ts";
import type { Clusters } from "../base/service-address.ts";
import { upstreamAt, type Reach } from "./upstream-at.ts";
import type { AnswerHead, Sending, Upstream } from "./upstream.ts";

/** Runs work that calls a filter. */
export type Tell = (work: () => void) => void;

/** A filter's calls, on their way to real servers. */
export interface Outgoing {
  /** Sends the calls made since the last time; answers go through `tell`. */
  forward(tell: Tell): void;
  /** Cancels all open calls. */
  close(): void;
}

/**
 * Sends each HTTP call of a filter to a real cluster. Answers reach the filter when
 * they are whole, as in Envoy.
 *
 *     const calls = outgoingCalls(host, { auth: { host: "::1", port: 80 } }, reach);
 *     calls.forward((work) => work());
 */
export function outgoingCalls(
  host: ProxyHost,
  clusters: Clusters,
  reach: Reach,
): Outgoing {
  const open = new Map<PendingHttpCall, Sending>();
  const seen = new WeakSet<PendingHttpCall>();
  return {
    forward(tell) {
      for (const [call, sending] of open) {
        if (call.isPending) continue;
        sending.cancel();
        open.delete(call);
      }
      for (const call of host.httpCalls) {
        const cluster = Object.hasOwn(clusters, call.cluster)
          ? clusters[call.cluster]
          : undefined;
        if (cluster === undefined || seen.has(call)) continue;
        seen.add(call);
        open.set(call, send(upstreamAt(cluster, reach), call, tell));
      }
    },
    close() {
      for (const sending of open.values()) sending.cancel();
      open.clear();
    },
  };
}

function send(upstream: Upstream, call: PendingHttpCall, tell: Tell): Sending {
  let answer: AnswerHead | undefined;
  const parts: Uint8Array[] = [];
  const whenPending = (work: () => void) => {
    if (call.isPending) tell(work);
  };
  const respond = (trailers: readonly Header[] | null) =>
    whenPending(() =>
      call.respond({ ...answer, body: parts, trailers: trailers ?? undefined }),
    );
  const sending = upstream(headOf(call), {
    head(head) {
      answer = head;
      if (head.isWhole) respond(null);
      else if (call.isPending) call.beginResponse();
    },
    data: (part) => parts.push(part),
    end: respond,
    breakOff: (reason) => whenPending(() => call.fail(reason)),
    drain: () => undefined,
    connected: () => undefined,
  });
  if (call.body.length > 0) sending.write(call.body);
  // Envoy does not send the trailers of a call.
  sending.end(null);
  return sending;
}

function headOf(call: PendingHttpCall) {
  return {
    method: call.header(":method") ?? "GET",
    path: call.header(":path") ?? "/",
    authority: call.header(":authority") ?? call.cluster,
    headers: call.headers.filter(([name]) => !name.startsWith(":")),
    isWhole: call.body.length === 0,
  };
}

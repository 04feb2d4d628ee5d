import type { HttpCall, ProxyHost } from "../../host/index.ts";
import type { Clusters } from "../service-address.ts";
import { forwardTo } from "./upstream.ts";

/**
 * Sends the HTTP calls of a filter to real clusters, each once; their answers
 * reach the filter as they come.
 *
 *     const forward = outgoingCalls(host, { auth: { host: "::1", port: 80 } });
 *     setInterval(forward, 10);
 */
export function outgoingCalls(host: ProxyHost, clusters: Clusters): () => void {
  const sent = new WeakSet<HttpCall>();
  return () => {
    for (const call of host.httpCalls) {
      const cluster = clusters[call.cluster];
      if (cluster === undefined || sent.has(call)) continue;
      sent.add(call);
      void forwardTo(cluster)(call).then((answer) => {
        if (call.isPending) call.respond(answer);
      });
    }
  };
}

import { socketAddress } from "./address.ts";
import { defined, type EnvoyObject } from "./extension.ts";

export interface Bootstrap {
  listeners?: EnvoyObject[];
  clusters?: EnvoyObject[];
  /** Such as `wasmBootstrapExtension`. */
  extensions?: EnvoyObject[];
  /** Such as `wasmStatsSink`. */
  statsSinks?: EnvoyObject[];
  /** A duration such as `"0.1s"`; Envoy's default is 5 s. */
  statsFlushInterval?: string;
  /** `id`, `cluster`, `metadata`, …: what plugins read as `node`. */
  node?: EnvoyObject;
  /** More top-level fields, which override those set here. */
  fields?: EnvoyObject;
}

/**
 * A whole bootstrap as a plain object, for `EnvoyProcess.start` or as JSON.
 *
 * The admin interface listens on 127.0.0.1 on a port that the kernel picks.
 *
 *     bootstrap({
 *       listeners: [httpListener({ routes: [routeTo("upstream")] })],
 *       clusters: [cluster({ name: "upstream", port: 8080 })],
 *     })
 */
export function bootstrap(description: Bootstrap): EnvoyObject {
  const { listeners = [], clusters = [] } = description;
  return defined({
    admin: { address: socketAddress("127.0.0.1", 0) },
    node: description.node,
    static_resources: { listeners, clusters },
    bootstrap_extensions: description.extensions,
    stats_sinks: description.statsSinks,
    stats_flush_interval: description.statsFlushInterval,
    ...description.fields,
  });
}

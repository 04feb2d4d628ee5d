import { bootstrap } from "../cli/envoy/bootstrap.ts";
import { cluster } from "../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../cli/envoy/envoy-process.ts";
import { httpListener } from "../cli/envoy/listener.ts";
import type { EnvoyObject } from "../cli/envoy/extension.ts";
import type { PluginOrObject } from "../cli/envoy/wasm-extension.ts";
import { Load } from "./load.ts";
import { startFrameUpstream } from "./frame-upstream.ts";
import { pin } from "./pin.ts";
import { startUpstream } from "./upstream.ts";
import type { Variant } from "./variants.ts";
import type { Work } from "./work.ts";

/** A running variant with its connections. */
export interface Runner {
  variant: Variant;
  load: Load;
}

/** An Envoy with one listener for each variant of a work. */
export interface Stage {
  envoy: EnvoyProcess;
  runners: Runner[];
  close(): Promise<void>;
}

const BUFFER_LIMIT = 4 << 20;
const START_TIMEOUT_MS = 120_000;

/**
 * Starts one Envoy with all variants of a work, each with its own listener, VM and
 * connections. Other load on the machine and Envoy's place in memory are then the same
 * for all of them.
 */
export async function openStage(
  work: Work,
  variants: Variant[],
  clusters: EnvoyObject[] = [],
): Promise<Stage> {
  const upstream = await startUpstream();
  const answers = work.parts && (await startFrameUpstream(work.parts));
  const base = bootstrap({
    listeners: variants.map((variant) => listenerOf(work, variant)),
    clusters: [
      ...["upstream", "auth"].map((name) => ({
        ...cluster({ name, port: upstream.port }),
        circuit_breakers: { thresholds: [UNLIMITED] },
      })),
      ...(answers
        ? [cluster({ name: "answers", port: answers.port, http2: true })]
        : []),
      ...clusters,
    ],
  });
  const config = { ...base, layered_runtime: RUNTIME };
  const envoy = await EnvoyProcess.start(config, {
    logLevel: "off",
    componentLogLevel: "wasm:info,lua:info,dynamic_modules:info",
    concurrency: work.workers,
    // Go's modules take seconds to compile, in each of their VMs.
    timeout: START_TIMEOUT_MS,
    // The harness would keep each line of the log.
    args: ["--log-path", "/dev/null"],
  });
  if (work.workers === undefined) pin(envoy.pid, 0);
  const runners: Runner[] = [];
  for (const variant of variants) {
    runners.push({ variant, load: await connectTo(envoy, work, variant) });
  }
  return {
    envoy,
    runners,
    close: async () => {
      for (const { load } of runners) load.close();
      await envoy.stop();
      upstream.close();
      answers?.close();
    },
  };
}

/** Has Envoy end streams to a processor: Node takes many resets for an attack. */
const RUNTIME = {
  layers: [
    {
      name: "bench",
      static_layer: {
        "envoy.reloadable_features.ext_proc_graceful_grpc_close": true,
      },
    },
  ],
};

const UNLIMITED = {
  max_connections: 100_000,
  max_pending_requests: 100_000,
  max_requests: 100_000,
};

/** The listener of a variant of a work. */
export function listenerOf(work: Work, variant: Variant): EnvoyObject {
  const { name } = variant;
  return httpListener({
    name,
    filters: [...filtersOf(variant), ...(work.filtersAfter ?? [])],
    routes: work.routes,
    manager: { common_http_protocol_options: { max_headers_count: 1000 } },
    fields: {
      per_connection_buffer_limit_bytes: BUFFER_LIMIT,
      // Otherwise the kernel may give all connections to one worker.
      ...(work.workers === undefined
        ? {}
        : { connection_balance_config: { exact_balance: {} } }),
    },
  });
}

function filtersOf({ filter, wasm, copies = 1 }: Variant): PluginOrObject[] {
  if (filter === undefined) return [];
  return Array.from({ length: copies }, (_, i) =>
    wasm === undefined ? filter : { ...filter, name: `plugin-${i}` },
  );
}

function connectTo(
  envoy: EnvoyProcess,
  work: Work,
  variant: Variant,
): Promise<Load> {
  const [filtered, plain] = work.responseEnd;
  return Load.connect({
    port: envoy.port(variant.name),
    connections: work.connections,
    requests: work.requests ?? [work.request],
    responseEnd: variant.name === "none" ? plain : filtered,
  });
}

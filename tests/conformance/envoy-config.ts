import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import type { EnvoyObject } from "../../cli/envoy/extension.ts";
import { httpListener, tcpListener } from "../../cli/envoy/listener.ts";
import type { Plugin } from "../../cli/envoy/plugin-config.ts";
import { directResponse, routeTo } from "../../cli/envoy/route.ts";
import {
  wasmBootstrapExtension,
  wasmStatsSink,
} from "../../cli/envoy/wasm-extension.ts";
import { callClusters } from "./call-clusters.ts";
import type { CallsServer } from "./calls-server.ts";
import { wasmOf } from "./emulator.ts";
import { NODE } from "./node.ts";
import { RawPeers } from "./raw-peers.ts";
import {
  pluginsOf,
  servicesOf,
  type Scenario,
  type ScenarioPlugin,
} from "./scenario/scenario.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { ScriptedUpstream } from "./scripted-upstream.ts";
import { WAKE_PATH } from "./scenario/step.ts";
import { unsharedCluster } from "./unshared-cluster.ts";

/** A listener without filters. */
export const IDLE = "idle";

export type Upstream = ScriptedUpstream | ScriptedServer | RawPeers;

/** Sinks are flushed when a test asks for statistics, and get only plugins' metrics. */
const STATS = {
  stats_flush_on_admin: true,
  stats_config: {
    stats_matcher: {
      inclusion_list: { patterns: [{ prefix: "wasmcustom." }] },
    },
  },
};

/** The bootstrap for some scenarios, with the upstreams of each. */
export async function configOf(
  scenarios: ReadonlyMap<string, Scenario>,
  upstreams: ReadonlyMap<string, Upstream>,
  calls: CallsServer,
): Promise<EnvoyObject> {
  const listeners = [httpListener({ name: IDLE })];
  const clusters = callClusters(calls);
  const extensions: EnvoyObject[] = [];
  const statsSinks: EnvoyObject[] = [];
  for (const [name, scenario] of scenarios) {
    const { port } = upstreams.get(name)!;
    const wasm = await fileOf(scenario);
    clusters.push(
      scenario.steps === undefined
        ? unsharedCluster(name, port)
        : cluster({ name, port, trailers: true }),
    );
    listeners.push(listenerOf(scenario, name, wasm));
    const { services, statsSinks: sinks } = servicesOf(scenario, name);
    for (const { singleton, ...plugin } of services) {
      const service = pluginOf(plugin, wasm);
      extensions.push(wasmBootstrapExtension(service, { singleton }));
    }
    for (const each of sinks) {
      statsSinks.push(wasmStatsSink(pluginOf(each, wasm)));
    }
  }
  const fields = STATS;
  const node = NODE;
  return bootstrap({
    listeners,
    clusters,
    extensions,
    statsSinks,
    node,
    fields,
  });
}

/** The listener for a scenario's traffic. */
export function listenerOf(
  scenario: Scenario,
  name: string,
  wasm: string,
): EnvoyObject {
  const filters = pluginsOf(scenario, name).map((each) => pluginOf(each, wasm));
  const { accessLoggers } = servicesOf(scenario, name);
  const accessLog = accessLoggers.map((each) => pluginOf(each, wasm));
  if (scenario.connections)
    return tcpListener({ name, filters, accessLog, cluster: name });
  return httpListener({
    name,
    filters,
    accessLog,
    routes: [directResponse({ prefix: WAKE_PATH }), routeTo(name)],
    trailers: true,
    fields: { connection_balance_config: { exact_balance: {} } },
    manager: {
      // Envoy closes connections at once instead of a second later.
      ...(scenario.steps && { delayed_close_timeout: "0s" }),
      upgrade_configs: scenario.upgrades?.map((each) => ({
        upgrade_type: each,
      })),
    },
  });
}

/** A plugin as the harness configures it. */
export function pluginOf(plugin: ScenarioPlugin, wasm: string): Plugin {
  const { environment, reloadInterval, ...rest } = plugin;
  const reloadBackoff = reloadInterval !== undefined && {
    baseInterval: `${reloadInterval / 1000}s`,
  };
  return {
    ...rest,
    wasm,
    environment: environment && { keyValues: environment },
    reloadBackoff: reloadBackoff || undefined,
  };
}

/** The file of a scenario's module. */
export async function fileOf(scenario: Scenario): Promise<string> {
  if (scenario.module === undefined) return wasmOf(scenario);
  const folder = await mkdtemp(join(tmpdir(), "proxy-wasm-conformance-"));
  const file = join(folder, "module.wasm");
  await writeFile(file, scenario.module);
  return file;
}

/** The upstream that a scenario needs. */
export function upstreamFor({
  connections,
  steps,
}: Scenario): Promise<Upstream> {
  if (connections !== undefined) return ScriptedServer.start();
  return steps === undefined ? ScriptedUpstream.start() : RawPeers.start();
}

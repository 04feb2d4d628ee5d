import { LOG_LEVELS } from "../abi/log-level.ts";
import type { ClusterOptions } from "../calls/callouts.ts";
import { HostError } from "../host-error.ts";
import type { Plugin } from "../plugin.ts";
import type { PluginOptions } from "../plugin-options.ts";
import { ProxyHost } from "../proxy-host.ts";
import type { HostFunctions } from "../vm/vm.ts";
import type { Spec } from "./spec.ts";
import { binaryOf } from "./text.ts";
import { Watch, watched } from "./watch.ts";

/** A plugin that was started, or why the proxy refused it. */
export interface StartedPlugin {
  plugin: Plugin | null;
  refusal: string | null;
}

/**
 * What a spec does with a proxy; declared in `testing/spec-host.ts`.
 *
 *     hostControls(spec).newHost
 */
export function hostControls(spec: Spec): HostFunctions {
  const host = (id: number) => spec.find<ProxyHost>(id);
  // The host looks a cluster up when it is called.
  const clusters = new Map<number, Record<string, ClusterOptions>>();
  const started = (id: number) => spec.find<StartedPlugin>(id);
  return {
    isInCallback: () => Number(spec.module.isInCallback),
    newHost() {
      const known: Record<string, ClusterOptions> = {};
      const id = spec.keep(watchedHost(spec, known));
      clusters.set(id, known);
      return id;
    },
    addCluster(id: number, name: number) {
      clusters.get(id)![spec.text(name)] = {};
    },
    refuse: (id: number, name: number, status: number) =>
      spec.watchOf(host(id)).answer(spec.text(name), () => status),
    replace: (id: number, name: number, index: number) =>
      spec.watchOf(host(id)).answer(spec.text(name), spec.function(index)),
    restore: (id: number, name: number) =>
      spec.watchOf(host(id)).restore(spec.text(name)),
    timesCalled: (id: number, name: number) =>
      spec.watchOf(host(id)).count(spec.text(name)),
    advance: (id: number, milliseconds: number) =>
      host(id).advance(milliseconds),
    setLogLevel(id: number, level: number) {
      host(id).log.level = LOG_LEVELS[level];
    },
    logCount: (id: number) => host(id).logs.length,
    logLevelAt: (id: number, at: number) =>
      LOG_LEVELS.indexOf(host(id).logs[at].level),
    logMessageAt: (id: number, at: number) =>
      spec.newText(host(id).logs[at].message),
    metric: (id: number, name: number) =>
      host(id).metrics.value(binaryOf(spec.text(name))) ?? 0n,
    sampleCount: (id: number, name: number) =>
      host(id).metrics.samples(binaryOf(spec.text(name))).length,
    sampleAt: (id: number, name: number, at: number) =>
      host(id).metrics.samples(binaryOf(spec.text(name)))[at],
    startPlugin: (id: number, settings: number) =>
      spec.keep(start(host(id), spec.find<PluginOptions>(settings))),
    pluginRefusal: (id: number) => spec.newTextOrNull(started(id).refusal),
    pluginFailure: (id: number) =>
      spec.newTextOrNull(started(id).plugin?.failure ?? null),
  };
}

/**
 * The plugin of a number; throws where the proxy refused it.
 *
 *     pluginOf(spec, id).httpStream();
 */
export function pluginOf(spec: Spec, id: number): Plugin {
  const { plugin, refusal } = spec.find<StartedPlugin>(id);
  if (plugin !== null) return plugin;
  throw new HostError("PLUGIN_REJECTED", `The plugin was refused: ${refusal}`);
}

function watchedHost(
  spec: Spec,
  clusters: Record<string, ClusterOptions>,
): ProxyHost {
  const watch = new Watch();
  const host = new ProxyHost(watched(spec.module, watch), { clusters });
  spec.watch(host, watch);
  return host;
}

function start(host: ProxyHost, options: PluginOptions): StartedPlugin {
  try {
    return { plugin: host.startPlugin(options), refusal: null };
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== "PLUGIN_REJECTED") {
      throw error;
    }
    return { plugin: null, refusal: error.message };
  }
}

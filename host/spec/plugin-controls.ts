import { HostError } from "../base/host-error.ts";
import { Plugin } from "../proxy/plugin.ts";
import type { PluginOptions } from "../proxy/plugin-options.ts";
import type { Service } from "../proxy/service.ts";
import type { Stats } from "../shared/stats-updates.ts";
import type { HostFunctions } from "../engine/vm.ts";
import { SpecHost } from "./spec-host.ts";
import type { Spec } from "./spec.ts";

/** A plugin that was started, or why the proxy refused it. */
interface StartedPlugin {
  service: Service | null;
  refusal: string | null;
}

/** What a plugin can be, by the method of the proxy that starts it. */
type Start =
  "startPlugin" | "startAccessLogger" | "startService" | "startStatsSink";

/**
 * What a spec does with plugins; declared in `testing/spec-host.ts`.
 *
 *     pluginControls(spec).startPlugin
 */
export function pluginControls(spec: Spec): HostFunctions {
  const known = (id: number) => spec.find<SpecHost>(id);
  const started = (id: number) => spec.find<StartedPlugin>(id);
  const stats = (id: number) => spec.find<Required<Stats>>(id);
  return {
    startPlugin(id: number, settings: number, how: number) {
      const options = spec.find<PluginOptions>(settings);
      const start = spec.text(how) as Start;
      return spec.keep(tried(() => known(id).host[start](options)));
    },
    pluginRefusal: (id: number) => spec.newTextOrNull(started(id).refusal),
    pluginFailure: (id: number) =>
      spec.newTextOrNull(started(id).service?.failure ?? null),
    callPlugin: (id: number, callee: number, data: number) =>
      pluginOf(spec, id).foreignFunction(callee >>> 0, spec.bytes(data)),
    newStats: () => spec.keep({ counters: {}, gauges: {} }),
    setCounter(id: number, name: number, value: bigint) {
      stats(id).counters[spec.text(name)] = BigInt.asUintN(64, value);
    },
    setGauge(id: number, name: number, value: bigint) {
      stats(id).gauges[spec.text(name)] = BigInt.asUintN(64, value);
    },
    flushStats: (id: number, given: number) =>
      known(id).host.flushStats(stats(given)),
  };
}

/**
 * What opens streams: the plugin of a number, or the proxy of it, whose streams
 * pass none. Throws where the proxy refused the plugin.
 *
 *     streamsOf(spec, id).httpStream();
 */
export function streamsOf(
  spec: Spec,
  id: number,
): Pick<Plugin, "httpStream" | "tcpConnection"> {
  const found = spec.find(id);
  if (!(found instanceof SpecHost)) return pluginOf(spec, id);
  return {
    httpStream: () => found.host.httpStream([]),
    tcpConnection: () => found.host.tcpConnection([]),
  };
}

function pluginOf(spec: Spec, id: number): Plugin {
  const { service, refusal } = spec.find<StartedPlugin>(id);
  if (service instanceof Plugin) return service;
  throw new HostError("PLUGIN_REJECTED", `The plugin was refused: ${refusal}`);
}

function tried(start: () => Service): StartedPlugin {
  try {
    return { service: start(), refusal: null };
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== "PLUGIN_REJECTED") {
      throw error;
    }
    return { service: null, refusal: error.message };
  }
}

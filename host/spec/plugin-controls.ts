import { HostError } from "../base/host-error.ts";
import { Plugin } from "../proxy/plugin.ts";
import type { Service } from "../proxy/service.ts";
import type { Controls } from "./bridge/bridge.ts";
import type { PLUGIN } from "./bridge-functions.ts";
import { SpecHost } from "./spec-host.ts";
import type { StartedPlugin } from "./started-plugin.ts";

/**
 * Lets a spec start plugins and act on them.
 *
 *     pluginControls().startPlugin({ host, settings, start: "startPlugin" });
 */
export function pluginControls(): Controls<typeof PLUGIN> {
  return {
    startPlugin: ({ host, settings, start }) =>
      startedOrRefused(() => host.host[start](settings)),
    pluginRefusal: ({ plugin }) => plugin.refusal,
    pluginFailure: ({ plugin }) => plugin.service?.failure ?? null,
    callPlugin: ({ plugin, functionId, data }) =>
      pluginOf(plugin).foreignFunction(functionId, data),
    newStats: () => ({ counters: {}, gauges: {} }),
    setCounter({ stats, name, value }) {
      stats.counters[name] = value;
    },
    setGauge({ stats, name, value }) {
      stats.gauges[name] = value;
    },
    flushStats: ({ host, stats }) => host.host.flushStats(stats),
  };
}

/**
 * What opens streams: a plugin, or a proxy, whose streams pass no plugin. Throws
 * where the proxy refused the plugin.
 *
 *     streamsOf(plugin).httpStream();
 */
export function streamsOf(
  opener: StartedPlugin | SpecHost,
): Pick<Plugin, "httpStream" | "tcpConnection"> {
  if (!(opener instanceof SpecHost)) return pluginOf(opener);
  return {
    httpStream: () => opener.host.httpStream([]),
    tcpConnection: () => opener.host.tcpConnection([]),
  };
}

function pluginOf({ service, refusal }: StartedPlugin): Plugin {
  if (service instanceof Plugin) return service;
  throw new HostError("PLUGIN_REJECTED", `The plugin was refused: ${refusal}`);
}

function startedOrRefused(start: () => Service): StartedPlugin {
  try {
    return { service: start(), refusal: null };
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== "PLUGIN_REJECTED") {
      throw error;
    }
    return { service: null, refusal: error.message };
  }
}

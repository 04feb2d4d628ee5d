import type { Exchange, PluginOptions } from "../../host/index.ts";

/** A plugin of a scenario; name, VM id and root id have defaults. */
export type ScenarioPlugin = Omit<PluginOptions, "properties">;

/** One exchange of a scenario: a request, and what the upstream answers. */
export interface ScenarioExchange extends Exchange {
  /** Milliseconds of the virtual clock that pass until the response is there. */
  wait?: number;
}

/**
 * A filter, its configuration and the traffic through it, which both hosts must
 * treat alike. Nothing is expected: the two are compared with each other.
 */
export interface Scenario {
  /** A sentence; unique. */
  name: string;
  /** The filter's source; `filters/acts.ts` by default. */
  filter?: string;
  /** Bytes of a module in place of a filter. */
  module?: Uint8Array<ArrayBuffer>;
  /** One plugin by default; several make a chain, in the order of the request. */
  plugins?: ScenarioPlugin[];
  /** The configuration of the only plugin. */
  script?: string;
  /** One GET by default. */
  exchanges?: ScenarioExchange[];
  /** The proxy must refuse it. */
  refused?: boolean;
  logLevel?: "trace" | "debug";
}

/** A response as the client got it, or how it ended instead. */
export interface ObservedResponse {
  outcome: "complete" | "reset";
  status?: number;
  headers?: string[];
  body?: string;
  trailers?: string[];
}

/** A request as the upstream got it. */
export interface ObservedRequest {
  method: string;
  path: string;
  headers: string[];
  body: string;
  trailers: string[];
}

/** All that can be seen of a scenario from outside. */
export interface Observation {
  responses: ObservedResponse[];
  upstream: ObservedRequest[];
  logs: string[];
}

/** The plugins of a scenario with a name and a VM of their own. */
export function pluginsOf(scenario: Scenario, name: string): ScenarioPlugin[] {
  const plugins = scenario.plugins ?? [{}];
  return plugins.map((plugin, index) => ({
    configuration: scenario.script,
    rootId: "acts",
    ...plugin,
    name: plugins.length > 1 ? `${name}.${index}` : name,
    vmId: plugin.vmId === undefined ? name : `${name}${plugin.vmId}`,
  }));
}

/** The exchanges of a scenario. */
export function exchangesOf(scenario: Scenario): ScenarioExchange[] {
  return scenario.refused ? [] : (scenario.exchanges ?? [{}]);
}

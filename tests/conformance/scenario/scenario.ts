import type {
  Exchange,
  PluginOptions,
  ServiceOptions,
} from "../../../host/index.ts";
import type { Step, StepView } from "./step.ts";

/** A plugin of a scenario; name, VM id and root id have defaults. */
export type ScenarioPlugin = Omit<PluginOptions, "properties">;

/** A plugin that is no filter; `root` and VM ids have the same defaults. */
export type ScenarioService = ScenarioPlugin &
  Pick<ServiceOptions, "singleton">;

/** One exchange of a scenario: a request, and what the upstream answers. */
export interface ScenarioExchange extends Exchange {
  /** Milliseconds that pass before it. */
  pause?: number;
  /** Milliseconds of the virtual clock that pass until the response is there. */
  wait?: number;
  /** Runs once the upstream has the request, and before its answer. */
  meanwhile?: ScenarioExchange;
  /** The worker that serves it; Envoy's gets a connection of its own. */
  worker?: number;
}

/** A step of a TCP connection: what one of its ends does, or time that passes. */
export interface ConnectionStep {
  /** What the client sends; it ends its side with `end`. */
  client?: string;
  /** What the server sends; it ends its side with `end`. */
  server?: string;
  end?: boolean;
  /** Who breaks the connection off. */
  reset?: "client" | "server";
  /** Milliseconds. */
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
  accessLoggers?: ScenarioPlugin[];
  /** Background services; milliseconds pass for their ticks before the exchanges. */
  services?: ScenarioService[];
  pause?: number;
  statsSinks?: ScenarioPlugin[];
  /** How often the stats sinks are told after the exchanges; 0 by default. */
  flushes?: number;
  /** The configuration of the only plugin. */
  script?: string;
  /** Phases of scripts that the proxy must not reach; it must reach all others. */
  never?: string[];
  /** One GET by default. */
  exchanges?: ScenarioExchange[];
  /** TCP connections in place of the exchanges. */
  connections?: ConnectionStep[][];
  /** In place of exchanges: one stream, part by part. */
  steps?: Step[];
  /** The first minor of Envoy that does so, and what older ones do instead. */
  since?: { envoy: string; before: string };
  /** The proxy must refuse it. */
  refused?: boolean;
  logLevel?: "trace" | "debug";
  /** Threads that serve streams; 1 by default. */
  workers?: number;
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

/** A TCP connection as its ends see it. */
export interface ObservedConnection {
  /** What the client got. */
  client: string;
  clientEnded: boolean;
  /** What the server got; null where nothing connected to it. */
  server: string | null;
  serverEnded: boolean;
  /** How many lines the filters have logged since it began. */
  lines: number;
}

/** All that can be seen of a scenario from outside. */
export interface Observation {
  /** Each connection once it is there, and after each of its steps. */
  connections: ObservedConnection[][];
  responses: ObservedResponse[];
  upstream: ObservedRequest[];
  /** What the filter has asked of the cluster `calls`. */
  calls: ObservedRequest[];
  logs: string[];
  /** What each step did; `logs` are then those from before the first. */
  steps?: StepView[];
  /** How many lines there were after each exchange, connection and flush. */
  marks: number[];
}

/** An observation that nothing was added to yet. */
export function nothingObserved(): Observation {
  return {
    responses: [],
    upstream: [],
    calls: [],
    connections: [],
    logs: [],
    marks: [],
  };
}

/** The plugins of a scenario with a name and a VM of their own. */
export function pluginsOf(scenario: Scenario, name: string): ScenarioPlugin[] {
  const { plugins = [{}], script: configuration } = scenario;
  const own = plugins.map((each) => ({ configuration, ...each }));
  return named(own, name, plugins.length > 1 ? `${name}.` : null);
}

/** The plugins of a scenario that are no filters, in the same way. */
export function servicesOf(scenario: Scenario, name: string) {
  const { accessLoggers = [], services = [], statsSinks = [] } = scenario;
  return {
    accessLoggers: named(accessLoggers, name, `${name}.log`),
    services: named(services, name, `${name}.service`),
    statsSinks: named(statsSinks, name, `${name}.sink`),
  };
}

/** Plugins with a VM of the scenario, and numbers behind a prefix. */
function named<Plugin extends ScenarioPlugin>(
  plugins: readonly Plugin[],
  name: string,
  prefix: string | null,
): Plugin[] {
  return plugins.map((plugin, index) => ({
    rootId: "acts",
    ...plugin,
    name: prefix === null ? name : `${prefix}${index}`,
    vmId: plugin.vmId === undefined ? name : `${name}${plugin.vmId}`,
  }));
}

/** The exchanges of a scenario. */
export function exchangesOf(scenario: Scenario): ScenarioExchange[] {
  const { refused, connections, steps } = scenario;
  const none = refused || connections !== undefined || steps !== undefined;
  return none ? [] : (scenario.exchanges ?? [{}]);
}

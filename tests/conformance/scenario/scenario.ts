import type {
  Exchange,
  PluginOptions,
  ServiceOptions,
} from "../../../host/index.ts";
import type { Step, StepView } from "./step.ts";

/** A plugin of a scenario; name, VM id and root id have defaults. */
export type ScenarioPlugin = Omit<PluginOptions, "properties">;

/** A plugin other than a filter; its root and VM ids have the same defaults. */
export type ScenarioService = ScenarioPlugin &
  Pick<ServiceOptions, "singleton">;

/** One exchange of a scenario: a request and the upstream's answer. */
export interface ScenarioExchange extends Exchange {
  /** Milliseconds that pass before it. */
  pause?: number;
  /** Milliseconds on the virtual clock until the response arrives. */
  wait?: number;
  /** Runs after the upstream has received the request and before its answer. */
  meanwhile?: ScenarioExchange;
  /** The worker that serves it, over its own connection in Envoy. */
  worker?: number;
}

/** A step of a TCP connection: what one of its ends does, or passing time. */
export interface ConnectionStep {
  /** What the client sends; `end` closes its side. */
  client?: string;
  /** What the server sends; `end` closes its side. */
  server?: string;
  end?: boolean;
  /** Which side resets the connection. */
  reset?: "client" | "server";
  /** Milliseconds. */
  wait?: number;
}

/**
 * A filter, its configuration and traffic, which both hosts must treat alike. A
 * scenario states no expectation: the hosts are compared with each other.
 */
export interface Scenario {
  /** A sentence; unique. */
  name: string;
  /** The filter's source; `filters/acts.ts` by default. */
  filter?: string;
  /** Bytes of a module instead of a filter. */
  module?: Uint8Array<ArrayBuffer>;
  /** One plugin by default; several make a chain, in the order of the request. */
  plugins?: ScenarioPlugin[];
  accessLoggers?: ScenarioPlugin[];
  /**
   * Background services; `pause` milliseconds pass for their ticks before the
   * exchanges.
   */
  services?: ScenarioService[];
  pause?: number;
  statsSinks?: ScenarioPlugin[];
  /** How often the stats sinks are flushed after the exchanges; 0 by default. */
  flushes?: number;
  /** The configuration of the only plugin. */
  script?: string;
  /** Phases of scripts that the proxy must not reach; it must reach all others. */
  never?: string[];
  /** One GET by default. */
  exchanges?: ScenarioExchange[];
  /** TCP connections instead of exchanges. */
  connections?: ConnectionStep[][];
  /** One stream, part by part, instead of exchanges. */
  steps?: Step[];
  /** The first minor of Envoy that behaves so, and what older ones do instead. */
  since?: { envoy: string; before: string };
  /** The protocols that the proxy lets a connection change to. */
  upgrades?: string[];
  /** The proxy must refuse it. */
  refused?: boolean;
  logLevel?: "trace" | "debug";
  /** Threads that serve streams; 1 by default. */
  workers?: number;
}

/** A response as the client received it, or how it ended instead. */
export interface ObservedResponse {
  outcome: "complete" | "reset";
  status?: number;
  headers?: string[];
  body?: string;
  trailers?: string[];
}

/** A request as the upstream received it. */
export interface ObservedRequest {
  method: string;
  path: string;
  headers: string[];
  body: string;
  trailers: string[];
}

/** A TCP connection as seen from its ends. */
export interface ObservedConnection {
  /** What the client received. */
  client: string;
  clientEnded: boolean;
  /** What the server received; null if nothing connected to it. */
  server: string | null;
  serverEnded: boolean;
  /** How many lines the filters have logged since it began. */
  lines: number;
}

/** Everything about a scenario that can be seen from outside. */
export interface Observation {
  /** Each connection once it is open, and after each of its steps. */
  connections: ObservedConnection[][];
  responses: ObservedResponse[];
  upstream: ObservedRequest[];
  /** The filter's requests to the cluster `calls`. */
  calls: ObservedRequest[];
  logs: string[];
  /** The result of each step; `logs` then has only lines before the first. */
  steps?: StepView[];
  /** The number of lines after each exchange, connection and flush. */
  marks: number[];
}

/** An empty observation. */
export function emptyObservation(): Observation {
  return {
    responses: [],
    upstream: [],
    calls: [],
    connections: [],
    logs: [],
    marks: [],
  };
}

/** The plugins of a scenario, each with its own name and VM. */
export function pluginsOf(scenario: Scenario, name: string): ScenarioPlugin[] {
  const { plugins = [{}], script: configuration } = scenario;
  const own = plugins.map((each) => ({ configuration, ...each }));
  return named(own, name, plugins.length > 1 ? `${name}.` : null);
}

/** The plugins of a scenario other than filters, likewise. */
export function servicesOf(scenario: Scenario, name: string) {
  const { accessLoggers = [], services = [], statsSinks = [] } = scenario;
  return {
    accessLoggers: named(accessLoggers, name, `${name}.log`),
    services: named(services, name, `${name}.service`),
    statsSinks: named(statsSinks, name, `${name}.sink`),
  };
}

/** Plugins in a VM of the scenario, named with a prefix and a number. */
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

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { any, type EnvoyObject } from "../../cli/envoy/extension.ts";
import { httpListener, tcpListener } from "../../cli/envoy/listener.ts";
import { CallsServer } from "./calls-server.ts";
import type { Plugin } from "../../cli/envoy/plugin-config.ts";
import { directResponse, routeTo } from "../../cli/envoy/route.ts";
import { send } from "./client.ts";
import { wasmOf } from "./emulator.ts";
import { LinesByScenario, linesOf } from "./envoy-log.ts";
import { takeStepsOnEnvoy } from "./envoy-steps.ts";
import { RawPeers } from "./raw-peers.ts";
import {
  exchangesOf,
  nothingObserved,
  pluginsOf,
  type Observation,
  type Scenario,
  type ScenarioExchange,
} from "./scenario.ts";
import { runSteps } from "./scripted-connection.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { ScriptedUpstream } from "./scripted-upstream.ts";
import { WAKE_PATH } from "./step.ts";

const QUIET = { logLevel: "warning" };
const DELETED_MS = 200;
/** The end of a connection always comes, but where the VM is gone. */
const CONNECTION_DELETED_MS = 1000;
const IDLE = "idle";

type Upstream = ScriptedUpstream | ScriptedServer | RawPeers;

/**
 * One Envoy with a listener, a cluster and an upstream for each scenario, all of
 * the same number of workers.
 */
export class RealEnvoy {
  readonly #envoy: EnvoyProcess;
  readonly #calls: CallsServer;
  readonly #upstreams: Map<string, Upstream>;
  readonly #lines = new LinesByScenario();

  static async start(
    scenarios: Map<string, Scenario>,
    level: string,
  ): Promise<RealEnvoy> {
    const upstreams = new Map<string, Upstream>();
    const calls = await CallsServer.start();
    const [{ workers = 1 }] = scenarios.values();
    const options = {
      ...QUIET,
      concurrency: workers,
      componentLogLevel: `wasm:${level}`,
    };
    try {
      const listeners = [httpListener({ name: IDLE })];
      const clusters = callClusters(calls.port);
      for (const [name, scenario] of scenarios) {
        const upstream = await upstreamFor(scenario);
        upstreams.set(name, upstream);
        clusters.push(cluster({ name, port: upstream.port, trailers: true }));
        listeners.push(await listenerOf(scenario, name));
      }
      const config = bootstrap({ listeners, clusters });
      const envoy = await EnvoyProcess.start(config, options);
      return new RealEnvoy(envoy, upstreams, calls);
    } catch (error) {
      // Those that are left would keep the tests from ending.
      for (const upstream of upstreams.values()) upstream.stop();
      calls.stop();
      throw error;
    }
  }

  private constructor(
    envoy: EnvoyProcess,
    upstreams: Map<string, Upstream>,
    calls: CallsServer,
  ) {
    this.#calls = calls;
    this.#envoy = envoy;
    this.#upstreams = upstreams;
    void this.#lines.follow(envoy);
  }

  /**
   * Runs a scenario, whose plugins have been started already. Where it has steps,
   * `expected` is what to wait for.
   */
  async run(
    scenario: Scenario,
    name: string,
    expected: Observation,
  ): Promise<Observation> {
    const upstream = this.#upstreams.get(name)!;
    return upstream instanceof RawPeers
      ? this.#takeSteps(scenario, name, upstream, expected)
      : this.#runExchanges(scenario, name, upstream);
  }

  async #takeSteps(
    { steps = [] }: Scenario,
    name: string,
    peers: RawPeers,
    expected: Observation,
  ): Promise<Observation> {
    const logs = this.#lines.of(name).toSorted();
    this.#lines.onLine(name, () => peers.changes.emit("change"));
    const target = {
      port: this.#envoy.port(name),
      idlePort: this.#envoy.port(IDLE),
      peers,
      logs: () => this.#lines.of(name),
    };
    const taken = await takeStepsOnEnvoy(steps, target, expected.steps ?? []);
    return { ...nothingObserved(), logs, steps: taken };
  }

  async #runExchanges(
    scenario: Scenario,
    name: string,
    upstream: ScriptedUpstream | ScriptedServer,
  ): Promise<Observation> {
    const port = this.#envoy.port(name);
    const from = this.#envoy.logs.length;
    const called = this.#calls.requests.length;
    const observation = nothingObserved();
    const { responses, connections } = observation;
    for (const exchange of exchangesOf(scenario)) {
      await this.#exchange(name, exchange, responses);
    }
    for (const steps of scenario.connections ?? []) {
      if (!(upstream instanceof ScriptedServer)) break;
      const mark = this.#envoy.logs.length;
      connections.push(await runSteps(port, upstream, steps));
      const last = pluginsOf(scenario, name).at(-1)?.name;
      const deleted = new RegExp(`${last} .*: deleted$|backtrace`);
      await this.#deleted(mark, deleted, CONNECTION_DELETED_MS);
    }
    if (upstream instanceof ScriptedUpstream) {
      observation.upstream.push(...upstream.requests);
    }
    observation.calls.push(...this.#calls.requests.slice(called));
    const before = this.#envoy.logs.slice(0, from);
    const during = this.#envoy.logs.slice(from);
    const logs = [
      // Envoy starts several plugins in any order.
      ...linesOf(before)
        .filter((line) => isOf(line, name))
        .toSorted(),
      ...linesOf(during).filter((line) => isOf(line, name) || isTrap(line)),
    ];
    return { ...observation, logs };
  }

  async #exchange(
    name: string,
    exchange: ScenarioExchange,
    responses: Observation["responses"],
  ): Promise<void> {
    const upstream = this.#upstreams.get(name)!;
    const { meanwhile, pause } = exchange;
    if (pause !== undefined) await delay(pause);
    if (upstream instanceof ScriptedUpstream) {
      upstream.exchange = exchange;
      upstream.meanwhile = async () => {
        if (meanwhile) await this.#exchange(name, meanwhile, responses);
      };
    }
    const mark = this.#envoy.logs.length;
    responses.push(await send(this.#envoy.port(name), exchange));
    await this.#deleted(mark);
  }

  async stop(): Promise<void> {
    await this.#envoy.stop();
    this.#calls.stop();
    for (const upstream of this.#upstreams.values()) upstream.stop();
  }

  /** Waits until the filter has let go of the stream, if it does. */
  async #deleted(
    from: number,
    pattern = /: deleted$|backtrace/,
    timeout = DELETED_MS,
  ): Promise<void> {
    const options = { from, timeout };
    const found = this.#envoy.waitForLog(pattern, options);
    await found.catch(() => {});
  }
}

const OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

/** The clusters that filters call; each call has a connection of its own. */
function callClusters(port: number): EnvoyObject[] {
  const one = any(OPTIONS, {
    common_http_protocol_options: { max_requests_per_connection: 1 },
    explicit_http_config: { http_protocol_options: { enable_trailers: true } },
  });
  return [
    {
      ...cluster({ name: "calls", port }),
      typed_extension_protocol_options: { [OPTIONS]: one },
    },
    // Nothing listens on a port that needs rights.
    cluster({ name: "closed", port: 1 }),
    {
      name: "empty",
      type: "STATIC",
      load_assignment: { cluster_name: "empty" },
    },
  ];
}

/** What Envoy logs of a scenario that it must refuse. */
export async function refusalOf(
  scenario: Scenario,
  name: string,
): Promise<Observation> {
  const { logs, code } = await EnvoyProcess.runToExit(
    bootstrap({
      listeners: [await listenerOf(scenario, name)],
      clusters: [cluster({ name, port: 1 })],
    }),
    { ...QUIET, componentLogLevel: "wasm:info" },
  );
  if (code !== 1) throw new Error(`Envoy exited with ${code}`);
  const lines = linesOf(logs);
  // The emulator refuses a module before there is a log to write to.
  const first = lines
    .filter((line) => line.startsWith("[error] "))
    .map((line) => line.replace("Wasm VM failed ", ""))
    .slice(0, 1);
  const isLoaded = scenario.module === undefined || lines.some(isTrap);
  const all = isLoaded ? lines : first;
  return { ...nothingObserved(), logs: all };
}

async function listenerOf(
  scenario: Scenario,
  name: string,
): Promise<EnvoyObject> {
  const wasm = await fileOf(scenario);
  const filters = pluginsOf(scenario, name).map(
    ({ environment, reloadInterval, ...plugin }): Plugin => ({
      ...plugin,
      wasm,
      environment: environment && { keyValues: environment },
      reloadBackoff:
        reloadInterval === undefined
          ? undefined
          : { baseInterval: `${reloadInterval / 1000}s` },
    }),
  );
  if (scenario.connections)
    return tcpListener({ name, filters, cluster: name });
  return httpListener({
    name,
    filters,
    routes: [directResponse({ prefix: WAKE_PATH }), routeTo(name)],
    trailers: true,
    fields: { connection_balance_config: { exact_balance: {} } },
    // What Envoy closes is closed at once, and not a second later.
    manager: scenario.steps && { delayed_close_timeout: "0s" },
  });
}

async function fileOf(scenario: Scenario): Promise<string> {
  if (scenario.module === undefined) return wasmOf(scenario);
  const folder = await mkdtemp(join(tmpdir(), "proxy-wasm-conformance-"));
  const file = join(folder, "module.wasm");
  await writeFile(file, scenario.module);
  return file;
}

function isOf(line: string, name: string): boolean {
  return new RegExp(`^\\[\\w+\\] wasm log [^:]*\\b${name}`).test(line);
}

function isTrap(line: string): boolean {
  return /^\[error\] (Function: |Attempted call to restricted )/.test(line);
}

function upstreamFor({ connections, steps }: Scenario): Promise<Upstream> {
  if (connections !== undefined) return ScriptedServer.start();
  return steps === undefined ? ScriptedUpstream.start() : RawPeers.start();
}

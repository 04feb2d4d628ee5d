import { setTimeout as delay } from "node:timers/promises";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { CallsServer } from "./calls-server.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { send } from "./client.ts";
import {
  configOf,
  fileOf,
  IDLE,
  listenerOf,
  upstreamFor,
  type Upstream,
} from "./envoy-config.ts";
import { LinesByScenario, linesOf } from "./envoy-log.ts";
import { takeStepsOnEnvoy } from "./envoy-steps.ts";
import { RawPeers } from "./raw-peers.ts";
import {
  exchangesOf,
  emptyObservation,
  type Observation,
  type Scenario,
  type ScenarioExchange,
} from "./scenario/scenario.ts";
import { runSteps } from "./scripted-connection.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { ScriptedUpstream } from "./scripted-upstream.ts";

const QUIET = { logLevel: "warning" };
/** What is expected arrives sooner; it takes this long only if the hosts differ. */
const SETTLED_MS = 3000;
/** Long enough for a worker to read a part, where another one may answer for it. */
const PART_MS = 25;
/** Enough for five hundred plugins on a busy machine. */
const START_MS = 240_000;

/**
 * One Envoy with a listener, a cluster and an upstream for each scenario. All scenarios
 * have the same number of workers.
 */
export class RealEnvoy {
  readonly #envoy: EnvoyProcess;
  readonly #calls: CallsServer;
  readonly #upstreams: Map<string, Upstream>;
  readonly #workers: number;
  readonly #lines = new LinesByScenario();

  static async start(
    scenarios: Map<string, Scenario>,
    level: string,
    envoy?: string,
  ): Promise<RealEnvoy> {
    const upstreams = new Map<string, Upstream>();
    const calls = await CallsServer.start();
    const [{ workers = 1 }] = scenarios.values();
    const options = {
      ...QUIET,
      envoy,
      timeout: START_MS,
      concurrency: workers,
      componentLogLevel: `wasm:${level}`,
    };
    try {
      for (const [name, scenario] of scenarios) {
        upstreams.set(name, await upstreamFor(scenario));
      }
      const config = await configOf(scenarios, upstreams, calls);
      const started = await EnvoyProcess.start(config, options);
      return new RealEnvoy(started, upstreams, calls, workers);
    } catch (error) {
      // Open ones would keep the tests from ending.
      for (const upstream of upstreams.values()) upstream.stop();
      calls.stop();
      throw error;
    }
  }

  private constructor(
    envoy: EnvoyProcess,
    upstreams: Map<string, Upstream>,
    calls: CallsServer,
    workers: number,
  ) {
    this.#calls = calls;
    this.#workers = workers;
    calls.pace = () => this.#pace();
    this.#envoy = envoy;
    this.#upstreams = upstreams;
    void this.#lines.follow(envoy);
  }

  /**
   * Runs a scenario whose plugins have already started. If it has steps, `expected` is
   * what to wait for.
   */
  async run(
    scenario: Scenario,
    name: string,
    expected: Observation,
  ): Promise<Observation> {
    const upstream = this.#upstreams.get(name)!;
    return upstream instanceof RawPeers
      ? this.#takeSteps(scenario, name, upstream, expected)
      : this.#runExchanges(scenario, name, upstream, expected);
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
      release: (path: string, isExpected: boolean) =>
        this.#calls.release(name, path, isExpected),
      logs: () => this.#lines.of(name),
    };
    const taken = await takeStepsOnEnvoy(steps, target, expected.steps ?? []);
    return { ...emptyObservation(), logs, steps: taken };
  }

  async #runExchanges(
    scenario: Scenario,
    name: string,
    upstream: ScriptedUpstream | ScriptedServer,
    expected: Observation,
  ): Promise<Observation> {
    const { marks, logs: wanted } = expected;
    const started = wanted.slice(0, wanted.length - (marks.at(-1) ?? 0));
    await this.#settled(() => {
      const lines = linesOf(this.#envoy.logs).filter((line) =>
        isOf(line, name),
      );
      return isSame(lines.toSorted(), started);
    });
    const from = this.#envoy.logs.length;
    const called = this.#calls.requests.length;
    const observation = emptyObservation();
    const lines = () =>
      linesOf(this.#envoy.logs.slice(from)).filter(
        (line) => isOf(line, name) || isTrap(line),
      );
    const settle = async () => {
      const count = marks[observation.marks.length] ?? 0;
      const end = started.length + count;
      const all = wanted.slice(started.length, end);
      await this.#settled(() => isSame(lines(), all));
      observation.marks.push(lines().length);
    };
    for (const exchange of exchangesOf(scenario)) {
      await this.#exchange(name, exchange, observation.responses, settle);
    }
    for (const [index, steps] of (scenario.connections ?? []).entries()) {
      if (!(upstream instanceof ScriptedServer)) break;
      const target = {
        port: this.#envoy.port(name),
        server: upstream,
        lines: () => lines().length,
        settled: (isThere: () => boolean) => this.#idleUntil(isThere),
      };
      const views = expected.connections[index];
      observation.connections.push(await runSteps(target, steps, views));
      await settle();
    }
    for (let i = 0; i < (scenario.flushes ?? 0); i++) {
      await this.#envoy.stats();
      await settle();
    }
    await this.#idle();
    if (upstream instanceof ScriptedUpstream) {
      observation.upstream.push(...upstream.requests);
    }
    observation.calls.push(...this.#calls.requests.slice(called));
    const before = linesOf(this.#envoy.logs.slice(0, from))
      .filter((line) => isOf(line, name))
      // Envoy starts plugins in any order.
      .toSorted();
    return { ...observation, logs: [...before, ...lines()] };
  }

  async #exchange(
    name: string,
    exchange: ScenarioExchange,
    responses: Observation["responses"],
    settle: () => Promise<void>,
  ): Promise<void> {
    const upstream = this.#upstreams.get(name)!;
    const { meanwhile, pause } = exchange;
    if (pause !== undefined) await delay(pause);
    if (upstream instanceof ScriptedUpstream) {
      upstream.exchange = exchange;
      upstream.pace = () => this.#pace();
      upstream.meanwhile = async () => {
        if (!meanwhile) return;
        await this.#exchange(name, meanwhile, responses, settle);
      };
    }
    const port = this.#envoy.port(name);
    responses.push(await send(port, exchange, () => this.#pace()));
    await settle();
  }

  async stop(): Promise<void> {
    await this.#envoy.stop();
    this.#calls.stop();
    for (const upstream of this.#upstreams.values()) upstream.stop();
  }

  /** Once Envoy answers, it has done everything that it had to do. */
  async #idle(): Promise<void> {
    await request({ port: this.#envoy.port(IDLE) });
  }

  /** Waits until Envoy has read what it was sent. */
  async #pace(): Promise<void> {
    if (this.#workers > 1) return delay(PART_MS);
    // In one round of its loop Envoy may read connections in any order.
    await this.#idle();
    await this.#idle();
  }

  /** Waits for data on sockets and lines in Envoy's log. */
  async #idleUntil(isThere: () => boolean): Promise<void> {
    const end = performance.now() + SETTLED_MS;
    do await this.#idle();
    while (!isThere() && performance.now() < end);
    await this.#idle();
  }

  /** Waits until Envoy has logged the expected lines. */
  async #settled(isThere: () => boolean): Promise<void> {
    const end = performance.now() + SETTLED_MS;
    while (!isThere() && performance.now() < end) {
      const timeout = Math.max(end - performance.now(), 1);
      const options = { from: this.#envoy.logs.length, timeout };
      await this.#envoy.waitForLog(/^/, options).catch(() => {});
    }
  }
}

/** What Envoy logs about a scenario that it must refuse. */
export async function refusalOf(
  scenario: Scenario,
  name: string,
  envoy?: string,
): Promise<Observation> {
  const { logs, code } = await EnvoyProcess.runToExit(
    bootstrap({
      listeners: [listenerOf(scenario, name, await fileOf(scenario))],
      clusters: [cluster({ name, port: 1 })],
    }),
    { ...QUIET, envoy, componentLogLevel: "wasm:info" },
  );
  if (code !== 1) throw new Error(`Envoy exited with ${code}`);
  const lines = linesOf(logs);
  // The emulator refuses a module before it has a log.
  const first = lines
    .filter((line) => line.startsWith("[error] "))
    .map((line) => line.replace("Wasm VM failed ", ""))
    .slice(0, 1);
  const isLoaded = scenario.module === undefined || lines.some(isTrap);
  const all = isLoaded ? lines : first;
  return { ...emptyObservation(), logs: all };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join("\n") === other.join("\n");
}

function isOf(line: string, name: string): boolean {
  return new RegExp(`^\\[\\w+\\] wasm log [^:]*\\b${name}`).test(line);
}

function isTrap(line: string): boolean {
  return /^\[error\] (Function: |Attempted call to restricted )/.test(line);
}

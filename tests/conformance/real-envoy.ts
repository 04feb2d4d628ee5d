import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../cli/envoy/extension.ts";
import { httpListener, tcpListener } from "../../cli/envoy/listener.ts";
import type { Plugin } from "../../cli/envoy/plugin-config.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { send } from "./client.ts";
import { wasmOf } from "./emulator.ts";
import { comparableLine } from "./observe.ts";
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

const QUIET = { logLevel: "warning" };
const LINE = /^\[(\w+)\]\[(?:wasm|lua)\] (.*)$/s;
const DELETED_MS = 200;
/** The end of a connection always comes, but where the VM is gone. */
const CONNECTION_DELETED_MS = 1000;

/**
 * One Envoy with a listener, a cluster and an upstream for each scenario, all of
 * the same number of workers.
 */
export class RealEnvoy {
  readonly #envoy: EnvoyProcess;
  readonly #upstreams: Map<string, ScriptedUpstream | ScriptedServer>;

  static async start(
    scenarios: Map<string, Scenario>,
    level: string,
  ): Promise<RealEnvoy> {
    const upstreams = new Map<string, ScriptedUpstream | ScriptedServer>();
    const [{ workers = 1 }] = scenarios.values();
    const options = {
      ...QUIET,
      concurrency: workers,
      componentLogLevel: `wasm:${level}`,
    };
    try {
      const listeners: EnvoyObject[] = [];
      const clusters: EnvoyObject[] = [];
      for (const [name, scenario] of scenarios) {
        const upstream = scenario.connections
          ? await ScriptedServer.start()
          : await ScriptedUpstream.start();
        upstreams.set(name, upstream);
        clusters.push(cluster({ name, port: upstream.port, trailers: true }));
        listeners.push(await listenerOf(scenario, name));
      }
      const config = bootstrap({ listeners, clusters });
      const envoy = await EnvoyProcess.start(config, options);
      return new RealEnvoy(envoy, upstreams);
    } catch (error) {
      // Those that are left would keep the tests from ending.
      for (const upstream of upstreams.values()) upstream.stop();
      throw error;
    }
  }

  private constructor(
    envoy: EnvoyProcess,
    upstreams: Map<string, ScriptedUpstream | ScriptedServer>,
  ) {
    this.#envoy = envoy;
    this.#upstreams = upstreams;
  }

  /** Runs the exchanges of a scenario; the plugin has been started already. */
  async run(scenario: Scenario, name: string): Promise<Observation> {
    const upstream = this.#upstreams.get(name)!;
    const port = this.#envoy.port(name);
    const from = this.#envoy.logs.length;
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
    routes: [routeTo(name)],
    trailers: true,
    fields: { connection_balance_config: { exact_balance: {} } },
  });
}

async function fileOf(scenario: Scenario): Promise<string> {
  if (scenario.module === undefined) return wasmOf(scenario);
  const folder = await mkdtemp(join(tmpdir(), "proxy-wasm-conformance-"));
  const file = join(folder, "module.wasm");
  await writeFile(file, scenario.module);
  return file;
}

/** The wasm component's entries as `[level] text`, several lines in one. */
function linesOf(logs: string[]): string[] {
  const entries: string[] = [];
  for (const line of logs) {
    if (line.startsWith("[") || entries.length === 0) entries.push(line);
    else entries.push(`${entries.pop()}\n${line}`);
  }
  return entries.flatMap((entry) => {
    const [, level, text] = LINE.exec(entry) ?? [];
    if (level === undefined) return [];
    const name = level === "warning" ? "warn" : level;
    return [comparableLine(`[${name}] ${text}`)];
  });
}

function isOf(line: string, name: string): boolean {
  return new RegExp(`^\\[\\w+\\] wasm log [^:]*\\b${name}`).test(line);
}

function isTrap(line: string): boolean {
  return /^\[error\] (Function: |Attempted call to restricted )/.test(line);
}

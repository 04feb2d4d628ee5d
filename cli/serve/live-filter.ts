import { ProxyHost, type LogLine, type Plugin } from "../../host/index.ts";
import { configurationText } from "../deployment/configuration-text.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { Clusters } from "../service-address.ts";
import { newestSource } from "../project/newest-source.ts";
import type { Project } from "../project/read-project.ts";
import { readFileOf } from "../read-file-of.ts";
import { keepTime } from "./keep-time.ts";
import { outgoingCalls } from "./outgoing-calls.ts";
import { outgoingGrpc } from "./outgoing-grpc.ts";
import { tracedModule } from "./traced-module.ts";

/** A plugin that runs, and what it has done since somebody last asked. */
export interface RunningFilter {
  host: ProxyHost;
  plugin: Plugin;
  /** Takes the log lines and host calls since the last time. */
  take(): { logs: LogLine[]; calls: string[] };
}

/** How a filter is kept up to date. */
export interface LiveFilterOptions {
  /** Compiles the project; rejects where it cannot be compiled. */
  build(): Promise<void>;
  /** Where the clusters are that the filter calls. */
  clusters?: Clusters;
  /** Told in a sentence what became of a change. */
  say(line: string): void;
}

/**
 * The filter of a project on the emulator: each time it is asked for, it is the
 * filter of the sources as they are, or the last one that could be compiled.
 *
 *     const live = new LiveFilter(project, { build, say });
 *     const { plugin } = await live.current();
 */
export class LiveFilter {
  readonly #project: Project;
  readonly #options: LiveFilterOptions;
  #running: RunningFilter | undefined;
  #builtAt = -Infinity;
  #refreshing: Promise<RunningFilter> | undefined;
  #calls: string[] = [];
  #stopTime: () => void = () => undefined;

  constructor(project: Project, options: LiveFilterOptions) {
    this.#project = project;
    this.#options = options;
  }

  /** Builds first where a source is newer; rejects while there is no filter yet. */
  current(): Promise<RunningFilter> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<RunningFilter> {
    const changed = await newestSource(this.#project.folder);
    if (this.#running && changed <= this.#builtAt) return this.#running;
    this.#builtAt = changed;
    const start = performance.now();
    try {
      await this.#options.build();
      const running = await this.#start();
      const milliseconds = Math.round(performance.now() - start);
      this.#options.say(`Compiled and started in ${milliseconds} ms.`);
      this.#running = running;
      return running;
    } catch (error) {
      if (this.#running === undefined) throw error;
      this.#options.say((error as Error).message);
      this.#options.say("The last filter that could be started goes on.");
      return this.#running;
    }
  }

  async #start(): Promise<RunningFilter> {
    const bytes = await readFileOf("the module", this.#project.module);
    const module = tracedModule(new Uint8Array(bytes), (name) =>
      this.#calls.push(name),
    );
    const { clusters = {} } = this.#options;
    const names = Object.keys(clusters).map((name) => [name, {}] as const);
    const host = new ProxyHost(module, { clusters: Object.fromEntries(names) });
    const plugin = host.startPlugin(pluginOptions(this.#project.deployment));
    this.#stopTime();
    this.#stopTime = keepCalling(host, clusters);
    let seen = 0;
    const take = () => {
      const logs = host.logs.slice(seen);
      seen = host.logs.length;
      const calls = this.#calls;
      this.#calls = [];
      return { logs, calls };
    };
    return { host, plugin, take };
  }
}

/** Keeps the time, and sends the filter's calls on; returns how to end it. */
function keepCalling(host: ProxyHost, clusters: Clusters): () => void {
  const forwardHttp = outgoingCalls(host, clusters);
  const grpc = outgoingGrpc(host, clusters);
  const stopTime = keepTime(host, () => {
    forwardHttp();
    grpc.forward();
  });
  return () => {
    stopTime();
    grpc.close();
  };
}

function pluginOptions(deployment: Deployment) {
  const { name, rootId, vmId, environment, capabilities } = deployment;
  return {
    name,
    rootId,
    vmId,
    environment,
    configuration: configurationText(deployment.configuration),
    vmConfiguration: configurationText(deployment.vmConfiguration),
    allowOnHeadersStopIteration: deployment.allowOnHeadersStopIteration,
    allowedCapabilities: Array.isArray(capabilities) ? capabilities : undefined,
  };
}

import { configurationText } from "../deployment/configuration-text.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { FailurePolicy, PluginOptions } from "../../host/index.ts";
import { completeDeployment } from "../manifests/complete-deployment.ts";
import { newestSource } from "../project/newest-source.ts";
import type { Project } from "../project/read-project.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { RunningFilter, type RunningFilterOptions } from "./running-filter.ts";

/** How a filter is compiled and run. */
export interface LiveFilterOptions extends RunningFilterOptions {
  /** Compiles the project; rejects if it cannot be compiled. */
  build(): Promise<void>;
}

/**
 * A project's filter on the emulator. `current` returns the filter for the sources as
 * they are now, or the last one that could be compiled.
 *
 *     const live = new LiveFilter(project, { build, say });
 *     const running = await live.current();
 */
export class LiveFilter {
  readonly #project: Project;
  readonly #options: LiveFilterOptions;
  #running: RunningFilter | undefined;
  #builtAt = -Infinity;
  #refreshing: Promise<RunningFilter> | undefined;

  constructor(project: Project, options: LiveFilterOptions) {
    this.#project = project;
    this.#options = options;
  }

  /** Builds first if a source is newer; rejects if no build has succeeded yet. */
  current(): Promise<RunningFilter> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Ends the filter once its exchanges have ended. */
  stop(): void {
    this.#running?.replace();
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
      this.#running?.replace();
      this.#running = running;
      return running;
    } catch (error) {
      if (this.#running === undefined) throw error;
      this.#options.say((error as Error).message);
      this.#options.say("The last filter that started stays in use.");
      return this.#running;
    }
  }

  async #start(): Promise<RunningFilter> {
    const { module, deployment } = this.#project;
    const bytes = new Uint8Array(await readFileOf("the module", module));
    const plugin = pluginOptions(await completeDeployment(deployment, bytes));
    return new RunningFilter(bytes, plugin, this.#options);
  }
}

const POLICIES: Record<NonNullable<Deployment["failPolicy"]>, FailurePolicy> = {
  closed: "FAIL_CLOSED",
  open: "FAIL_OPEN",
  reload: "FAIL_RELOAD",
};

function pluginOptions(deployment: Deployment): PluginOptions {
  const { name, rootId, vmId, environment, capabilities } = deployment;
  const { failPolicy = "closed" } = deployment;
  return {
    name,
    rootId,
    vmId,
    environment,
    configuration: configurationText(deployment.configuration),
    vmConfiguration: configurationText(deployment.vmConfiguration),
    failurePolicy: POLICIES[failPolicy],
    allowOnHeadersStopIteration: deployment.allowOnHeadersStopIteration,
    allowedCapabilities: Array.isArray(capabilities) ? capabilities : undefined,
  };
}

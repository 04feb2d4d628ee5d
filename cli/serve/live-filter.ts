import { setTimeout as delay } from "node:timers/promises";
import { checkProject } from "../config/check-project.ts";
import { configurationText } from "../deployment/configuration-text.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type {
  FailurePolicy,
  PluginOptions,
  Properties,
} from "../../host/index.ts";
import { completeDeployment } from "../manifests/complete-deployment.ts";
import type { Project } from "../project/read-project.ts";
import { BUILD_FIRST, readFileOf } from "../base/read-file-of.ts";
import { loadSymbolicator } from "../symbolicate/load-symbolicator.ts";
import { RunningFilter, type RunningFilterOptions } from "./running-filter.ts";

/** How a filter is read, compiled and run. */
export interface LiveFilterOptions extends Omit<RunningFilterOptions, "form"> {
  /** Reads the project, whose files may have changed. */
  read(): Promise<Project>;
  /** What tells whether any of its files has changed. */
  state(): Promise<string>;
  /** Compiles the project; rejects with the compiler's lines if it cannot. */
  build(): Promise<void>;
  /** Properties that the filter can read in each stream. */
  properties?: Properties;
  /** Whether the reason why the first start fails ends it all, so that it is not said. */
  endsAtFirst?: boolean;
}

/** How often the sources are checked. */
const LOOK_MS = 100;

/** How long a save may take, so that half a file is not compiled. */
const SAVE_MS = 20;

/**
 * A project's filter on the emulator, which is compiled and started again whenever a
 * source changes. `current` waits for that, so that no request meets a filter that is
 * older than the sources.
 *
 *     const live = new LiveFilter({ read, state, build, say, colors });
 *     const running = await live.current();
 */
export class LiveFilter {
  readonly #options: LiveFilterOptions;
  #running: RunningFilter | undefined;
  /** What the last start is for. */
  #state: string | undefined;
  #started: Promise<RunningFilter | null> = Promise.resolve(null);
  /** Ends with the last start, however that ended. */
  #turn: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #hasStarted = false;
  #form: Deployment["form"] | undefined;

  constructor(options: LiveFilterOptions) {
    this.#options = options;
  }

  /** The filter for the sources as they are now; rejects with why there is none. */
  async current(): Promise<RunningFilter> {
    for (;;) {
      await this.#look();
      const started = this.#started;
      await started.catch(() => undefined);
      // A source may have changed again since.
      const running = started === this.#started ? await started : null;
      if (running !== null) return running;
    }
  }

  /** What the filter is for; undefined before it was first started. */
  get form(): Deployment["form"] | undefined {
    return this.#form;
  }

  /** Looks for changes from now on, until `stop`. */
  watch(): void {
    this.#timer = setTimeout(() => {
      void this.#look().finally(() => this.#timer && this.watch());
    }, LOOK_MS);
    this.#timer.unref();
  }

  /** Ends the filter once its exchanges have ended. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running?.replace();
  }

  /** Starts the filter again if its sources have changed. */
  async #look(): Promise<void> {
    const state = await this.#options.state();
    if (state === this.#state) return;
    this.#state = state;
    this.#started = this.#turn.then(() => this.#start(state));
    // Whoever asks for the filter gets the error.
    this.#turn = this.#started.catch(() => undefined);
  }

  /** Compiles and starts the filter; null if a source has changed again meanwhile. */
  async #start(state: string): Promise<RunningFilter | null> {
    if (state !== this.#state) return null;
    this.#running?.replace();
    this.#running = undefined;
    await delay(SAVE_MS);
    if ((await this.#options.state()) !== state) {
      await this.#look();
      return null;
    }
    const { say } = this.#options;
    const start = performance.now();
    try {
      const project = await this.#options.read();
      this.#form ??= project.deployment.form;
      await this.#options.build();
      this.#running = await this.#run(project);
    } catch (error) {
      if (!this.#options.endsAtFirst || this.#hasStarted) {
        say((error as Error).message);
        say("No filter runs: requests get 500 until this is fixed.");
      }
      throw error;
    }
    this.#hasStarted = true;
    const milliseconds = Math.round(performance.now() - start);
    say(`Compiled and started in ${milliseconds} ms.`);
    return this.#running;
  }

  async #run(project: Project): Promise<RunningFilter> {
    await checkProject(project);
    const { module, deployment } = project;
    const bytes = new Uint8Array(
      await readFileOf("the module", module, BUILD_FIRST),
    );
    // Without a source map, backtraces stay as they are.
    const symbolicate = await loadSymbolicator(module).catch(() => undefined);
    const { properties } = this.#options;
    const complete = await completeDeployment(deployment, bytes);
    const plugin = { ...pluginOptions(complete), properties };
    const form = formOf(deployment, bytes);
    if (form !== deployment.form) {
      this.#options.say("The filter has TCP callbacks only: serving TCP.");
    }
    this.#form = form;
    const { singleton } = deployment;
    const options = { ...this.#options, form, singleton, symbolicate };
    return new RunningFilter(bytes, plugin, options);
  }
}

const TCP =
  /^proxy_on_(new_connection|(down|up)stream_(data|connection_close))$/;
const HTTP = /^proxy_on_(request|response)_/;

/** What a module is for: TCP if it has callbacks for that and none for HTTP. */
function formOf(
  { form }: Deployment,
  bytes: Uint8Array<ArrayBuffer>,
): Deployment["form"] {
  if (form !== "http" || !WebAssembly.validate(bytes)) return form;
  const module = new WebAssembly.Module(bytes);
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  const isTcp = names.some((name) => TCP.test(name));
  return isTcp && !names.some((name) => HTTP.test(name)) ? "network" : form;
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

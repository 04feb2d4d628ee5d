import type { RootContext } from "../contexts/root-context.ts";
import type { PluginHandle } from "./plugin-handle.ts";

/** Where a plugin runs. */
export interface ServiceThreads {
  /** Null where it has none there: the module is one instance. */
  main: PluginHandle | null;
  /** None where it runs on the main thread alone. */
  workers: PluginHandle[];
}

/**
 * A plugin that was accepted and has no streams of its own: an access logger, a
 * background service or a stats sink.
 *
 *     const service = host.startService({ configuration: "poll" });
 *     host.advance(1000); // ticks
 */
export class Service {
  readonly name: string;
  readonly #handles: PluginHandle[];
  readonly #threads: ServiceThreads;

  constructor(name: string, threads: ServiceThreads) {
    this.name = name;
    this.#threads = threads;
    const { main, workers } = threads;
    this.#handles = main === null ? workers : [...workers, main];
  }

  /** Why a VM of it is gone, with the filter's stack; null while all run. */
  get failure(): string | null {
    const failures = this.#handles.map(({ root }) => root?.vm.failure ?? null);
    return failures.find((each) => each !== null) ?? null;
  }

  /**
   * Ends the plugin, as Envoy does when its configuration goes: `proxy_on_done` and
   * `proxy_on_delete` are called, once its last stream has ended. It opens no more.
   */
  stop(): void {
    for (const each of this.#handles) each.stop();
  }

  /** Its context on a worker for a new stream; null where the stream passes by. */
  contextOn(worker: number): RootContext | null {
    return this.#threads.workers[worker].forStream();
  }

  /** Its context on the main thread, or on the only one; null where it is gone. */
  mainContext(): RootContext | null {
    return (this.#threads.main ?? this.#threads.workers[0]).forStream();
  }
}

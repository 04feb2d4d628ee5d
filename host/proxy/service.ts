import type { RootContext } from "../contexts/root-context.ts";
import type { PluginHandle } from "./plugin-handle.ts";

/** The threads on which a plugin runs. */
export interface ServiceThreads {
  /** Null if all VMs are one instance, which needs no main thread. */
  main: PluginHandle | null;
  /** Empty if it runs on the main thread only. */
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

  /** Why one of its VMs has failed, with the filter's stack; null while all run. */
  get failure(): string | null {
    const failures = this.#handles.map(({ root }) => root?.vm.failure ?? null);
    return failures.find((each) => each !== null) ?? null;
  }

  /**
   * Ends the plugin, as Envoy does when its configuration is removed. It opens no
   * more streams; `proxy_on_done` and `proxy_on_delete` are called after its last
   * one has ended.
   */
  stop(): void {
    for (const each of this.#handles) each.stop();
  }

  /** Its context for a new stream on a worker; null if the stream bypasses it. */
  contextOn(worker: number): RootContext | null {
    return this.#threads.workers[worker].forStream();
  }

  /** Its context on the main thread, or on the only one; null if it has ended. */
  mainContext(): RootContext | null {
    return (this.#threads.main ?? this.#threads.workers[0]).forStream();
  }
}

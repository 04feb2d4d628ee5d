import type { PluginSettings } from "../contexts/plugin-settings.ts";
import type { RootContext } from "../contexts/root-context.ts";
import type { BaseVm } from "./base-vm.ts";
import type { Thread } from "./thread.ts";

/** How a host treats streams after the filter has trapped. */
export type FailurePolicy = "FAIL_CLOSED" | "FAIL_OPEN" | "FAIL_RELOAD";

/** How a plugin is started and restarted. */
export interface PluginStart {
  base: BaseVm;
  settings: PluginSettings;
  failurePolicy: FailurePolicy;
  /** The least number of nanoseconds between two starts after a failure. */
  reloadInterval: bigint;
}

/**
 * A plugin on one thread. With FAIL_RELOAD, it restarts when the next stream opens
 * after its VM failed, but not before the interval has passed.
 *
 *     const root = handle.forStream();
 */
export class PluginHandle {
  readonly #thread: Thread;
  readonly #start: PluginStart;
  #root: RootContext | null;
  #loadedAt: bigint;

  constructor(thread: Thread, start: PluginStart) {
    this.#thread = thread;
    this.#start = start;
    this.#root = thread.start(start.base, start.settings);
    this.#loadedAt = start.base.settings.clock.now;
  }

  /** Its context; null if the plugin refused on this thread. */
  get root(): RootContext | null {
    return this.#root;
  }

  /** The context for a new stream; null if the stream bypasses the plugin. */
  forStream(): RootContext | null {
    const { failurePolicy } = this.#start;
    if (this.#root === null || this.#root.vm.failure === null) {
      return this.#root;
    }
    if (failurePolicy === "FAIL_OPEN") return null;
    if (failurePolicy === "FAIL_RELOAD") this.#reload();
    return this.#root;
  }

  /** Releases the plugin, which ends after its last stream. */
  stop(): void {
    this.#root?.release();
    this.#root = null;
  }

  #reload(): void {
    const { base, settings, reloadInterval } = this.#start;
    const { now } = base.settings.clock;
    if (now - this.#loadedAt < reloadInterval) return;
    this.#loadedAt = now;
    const root = this.#thread.start(base, settings);
    if (root === null) return;
    this.#root?.release();
    this.#root = root;
  }
}

import type { RootContext } from "./contexts/root-context.ts";
import { HttpStream } from "./http/http-stream.ts";
import { TcpConnection, type TcpOptions } from "./tcp/tcp-connection.ts";
import type { VirtualClock } from "./vm/virtual-clock.ts";
import type { PluginHandle } from "./workers/plugin-handle.ts";

/** Where a stream is served. */
export interface StreamOptions {
  /** From 0; by default each stream goes to the next one. */
  worker?: number;
}

/** What a plugin needs of its host. */
export interface PluginThreads {
  /** Null where the module is one instance. */
  main: PluginHandle | null;
  workers: PluginHandle[];
  clock: VirtualClock;
  /** The number of the worker that serves a stream. */
  workerOf(options: StreamOptions): number;
}

/**
 * A plugin that was accepted, on all workers.
 *
 *     const stream = plugin.httpStream();
 *     stream.request({ path: "/" })?.status;
 */
export class Plugin {
  readonly name: string;
  readonly #threads: PluginThreads;

  constructor(name: string, threads: PluginThreads) {
    this.name = name;
    this.#threads = threads;
  }

  /** Why a VM of it is gone, with the filter's stack; null while all run. */
  get failure(): string | null {
    const failures = this.#threads.workers.map(
      ({ root }) => root?.vm.failure ?? null,
    );
    return failures.find((each) => each !== null) ?? null;
  }

  /** Opens a stream that passes this plugin alone. */
  httpStream(options: StreamOptions = {}): HttpStream {
    const worker = this.#threads.workerOf(options);
    return new HttpStream(contextsOf([this], worker), this.#threads.clock);
  }

  /**
   * Ends the plugin, as Envoy does when its configuration goes: `proxy_on_done` and
   * `proxy_on_delete` are called, once its last stream has ended. It opens no more.
   */
  stop(): void {
    for (const each of this.#threads.workers) each.stop();
    this.#threads.main?.stop();
  }

  /** Its context on a worker for a new stream; null where the stream passes by. */
  contextOn(worker: number): RootContext | null {
    return this.#threads.workers[worker].forStream();
  }

  /**
   * Calls the plugin's `proxy_on_foreign_function` on a worker, as what a proxy is
   * extended by would; the plugin knows the function by its number.
   */
  foreignFunction(
    id: number,
    data: string | Uint8Array = "",
    options: StreamOptions = {},
  ): void {
    const root = this.contextOn(this.#threads.workerOf(options));
    root?.foreignFunction(id, Buffer.from(data));
  }

  /** Opens a TCP connection that passes this plugin alone. */
  tcpConnection(options: TcpOptions & StreamOptions = {}): TcpConnection {
    const worker = this.#threads.workerOf(options);
    return new TcpConnection(
      contextsOf([this], worker),
      this.#threads.clock,
      options,
    );
  }
}

/**
 * The contexts through which a new stream passes on a worker: a plugin whose VM is
 * gone is left out if its policy says so.
 *
 *     new HttpStream(contextsOf(plugins, 0), clock);
 */
export function contextsOf(
  plugins: readonly Plugin[],
  worker: number,
): RootContext[] {
  return plugins
    .map((each) => each.contextOn(worker))
    .filter((root) => root !== null);
}

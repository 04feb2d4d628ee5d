import type { Properties } from "../contexts/properties.ts";
import type { RootContext } from "../contexts/root-context.ts";
import type { HttpStream } from "../http/http-stream.ts";
import type { TcpOptions } from "../tcp/connection-state.ts";
import type { TcpConnection } from "../tcp/tcp-connection.ts";
import { Service, type ServiceThreads } from "./service.ts";

/** Options of a new stream or connection. */
export interface StreamOptions {
  /** The number of its worker, from 0; by default, workers take turns. */
  worker?: number;
  /**
   * Properties of this stream, such as its `source`, besides those that the emulator
   * derives. Those of the plugin take precedence.
   */
  properties?: Properties;
}

/** What opens the streams of a plugin. */
export interface StreamOpener {
  httpStream(plugins: readonly Plugin[], options: StreamOptions): HttpStream;
  tcpConnection(
    plugins: readonly Plugin[],
    options: TcpOptions & StreamOptions,
  ): TcpConnection;
  /** The number of the worker that serves a stream. */
  workerOf(options: StreamOptions): number;
}

/**
 * A plugin that was accepted, on all workers.
 *
 *     const stream = plugin.httpStream();
 *     stream.request({ path: "/" })?.status;
 */
export class Plugin extends Service {
  readonly #opener: StreamOpener;

  constructor(name: string, threads: ServiceThreads, opener: StreamOpener) {
    super(name, threads);
    this.#opener = opener;
  }

  /** Opens a stream through this plugin only. */
  httpStream(options: StreamOptions = {}): HttpStream {
    return this.#opener.httpStream([this], options);
  }

  /** Opens a TCP connection through this plugin only. */
  tcpConnection(options: TcpOptions & StreamOptions = {}): TcpConnection {
    return this.#opener.tcpConnection([this], options);
  }

  /**
   * Calls the plugin's `proxy_on_foreign_function` on a worker, as an extension of
   * the proxy would. The plugin chose the number of the function.
   */
  foreignFunction(
    id: number,
    data: string | Uint8Array = "",
    options: StreamOptions = {},
  ): void {
    const root = this.contextOn(this.#opener.workerOf(options));
    root?.foreignFunction(id, Buffer.from(data));
  }
}

/**
 * The contexts through which a new stream passes on a worker. A plugin whose VM has
 * failed is left out if its policy says so.
 *
 *     new HttpStream(contextsOf(plugins, 0), dispatcher);
 */
export function contextsOf(
  plugins: Iterable<Service>,
  worker: number,
): RootContext[] {
  return [...plugins]
    .map((each) => each.contextOn(worker))
    .filter((root) => root !== null);
}

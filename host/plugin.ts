import type { RootContext } from "./contexts/root-context.ts";
import { HttpStream } from "./http/http-stream.ts";
import { TcpConnection, type TcpOptions } from "./tcp/tcp-connection.ts";

/** How a host treats streams once the filter trapped. */
export type FailurePolicy = "FAIL_CLOSED" | "FAIL_OPEN";

/**
 * A plugin that was accepted, on the worker that serves its streams.
 *
 *     const stream = plugin.httpStream();
 *     stream.request({ path: "/" })?.status;
 */
export class Plugin {
  readonly failurePolicy: FailurePolicy;
  /** Its context on the worker. */
  readonly root: RootContext;

  constructor(root: RootContext, failurePolicy: FailurePolicy) {
    this.root = root;
    this.failurePolicy = failurePolicy;
  }

  get name(): string {
    return this.root.plugin.name;
  }

  /** Why its VM is gone, with the filter's stack; null while it runs. */
  get failure(): string | null {
    return this.root.vm.failure;
  }

  /** Opens a stream that passes this plugin alone. */
  httpStream(): HttpStream {
    return new HttpStream(filtersOf([this]), this.root.vm.settings.clock);
  }

  /** Opens a TCP connection that passes this plugin alone. */
  tcpConnection(options?: TcpOptions): TcpConnection {
    return new TcpConnection(filtersOf([this]), options);
  }
}

/**
 * The contexts through which a new stream passes: a plugin whose VM is gone is
 * left out if its policy says so.
 *
 *     new HttpStream(filtersOf(plugins));
 */
export function filtersOf(plugins: readonly Plugin[]): RootContext[] {
  return plugins
    .filter(
      (each) => each.failure === null || each.failurePolicy !== "FAIL_OPEN",
    )
    .map((each) => each.root);
}

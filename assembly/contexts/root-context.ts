import { Configuration } from "../api/configuration";
import { Context } from "./context";
import { HttpContext } from "./http-context";
import { StreamContext } from "./stream-context";

/**
 * A configured plugin: reads the configuration, and makes a context for each
 * stream. There is one in each of the proxy's workers, and one more in the VM in
 * which Envoy tries a new configuration first, so that `onConfigure` runs once
 * more than there are workers.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   greeting: string = "world";
 *   onConfigure(): bool {
 *     const text = this.configuration.text();
 *     if (text.length > 0) this.greeting = text;
 *     return true;
 *   }
 *   createHttpContext(): HttpContext {
 *     return new Hello(this.greeting);
 *   }
 * }
 * class Hello extends HttpContext {
 *   constructor(private readonly greeting: string) {
 *     super();
 *   }
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.response.headers.set("hello", this.greeting);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("hello");
 * ```
 */
export class RootContext extends Context {
  /** The plugin's configuration, from `onConfigure` on; empty before. */
  readonly configuration: Configuration = new Configuration();

  /**
   * Called when the plugin is configured, and again on a new context when its
   * configuration changed. False makes the proxy reject the configuration: Envoy
   * does not start, or keeps what it had.
   */
  onConfigure(): bool {
    return true;
  }

  /**
   * Called once in each VM, for the first plugin of it, before `onConfigure`.
   * False keeps the VM from starting.
   */
  onVmStart(): bool {
    return true;
  }

  /** Called at the period that was set by `setTickPeriod`. */
  onTick(): void {}

  /** Called when an item was added to a queue that this plugin registered. */
  onQueueReady(queueId: u32): void {}

  /**
   * Called with the answer to a host name's resolution, `size` bytes in
   * `BufferType.CallData`, 0 where it failed. Envoy only.
   */
  onResolveDns(token: u32, size: i32): void {}

  /**
   * Called with the proxy's statistics, `size` bytes in `BufferType.CallData`,
   * where the plugin is a stats sink. Envoy only.
   */
  onStatsUpdate(size: i32): void {}

  /** Makes the context of an HTTP stream; none by default. */
  createHttpContext(): HttpContext | null {
    return null;
  }

  /** Makes the context of a TCP connection; none by default. */
  createStreamContext(): StreamContext | null {
    return null;
  }
}

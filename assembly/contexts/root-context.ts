import { Configuration } from "../api/configuration";
import { Context, ContextKind } from "./context";
import { HttpContext } from "./http-context";

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

  constructor() {
    super(ContextKind.Root);
  }

  /**
   * Called when the plugin is configured, and again on a new context when its
   * configuration changed. False makes the proxy reject the configuration: Envoy
   * does not start, or keeps what it had.
   */
  onConfigure(): bool {
    return true;
  }

  /** Makes the context of an HTTP stream; one that does nothing by default. */
  createHttpContext(): HttpContext {
    return new HttpContext();
  }
}

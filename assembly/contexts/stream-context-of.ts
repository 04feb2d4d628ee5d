import { StreamContext } from "./stream-context";
import { RootContext } from "./root-context";

/**
 * A TCP connection that knows its plugin by type; see `PluginContext`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   greeting: string = "hello";
 *   createStreamContext(): StreamContext {
 *     return new Greeter();
 *   }
 * }
 * class Greeter extends StreamContextOf<Plugin> {
 *   onNewConnection(): FilterStatus {
 *     log.info(this.plugin.greeting);
 *     return FilterStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("greeter");
 * ```
 */
export class StreamContextOf<P extends RootContext> extends StreamContext {
  /**
   * The plugin that has made this stream; not yet set in the constructor. Traps where
   * the plugin is of another class.
   */
  get plugin(): P {
    return this.root as P;
  }
}

import { RootContext } from "./root-context";
import { StreamHandler } from "./stream-handler";

/**
 * A handler of TCP connections that knows its plugin by type; see `StreamHandler` and
 * `PluginContext`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   limit: u32 = 1000;
 *   createStreamContext(): StreamContext {
 *     return new Timely();
 *   }
 * }
 * class Timely extends StreamHandlerOf<Plugin> {
 *   onDownstream(): void {
 *     const first = this.read(1, new Pause(this.plugin.limit));
 *     if (first == null) this.closeDownstream();
 *   }
 * }
 * registerRootContext<Plugin>("timely");
 * ```
 */
export class StreamHandlerOf<P extends RootContext> extends StreamHandler {
  /**
   * The plugin that has made this stream; not yet set in the constructor. Traps where
   * the plugin is of another class.
   */
  get plugin(): P {
    return this.root as P;
  }
}

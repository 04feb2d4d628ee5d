import { HttpContext } from "./http-context";
import { RootContext } from "./root-context";

/**
 * An HTTP stream that knows its plugin by type; see `PluginContext`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   greeting: string = "world";
 *   createHttpContext(): HttpContext {
 *     return new Hello();
 *   }
 * }
 * class Hello extends HttpContextOf<Plugin> {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.response.headers.set("hello", this.plugin.greeting);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("hello");
 * ```
 */
export class HttpContextOf<P extends RootContext> extends HttpContext {
  /**
   * The plugin that has made this stream; not yet set in the constructor. Traps where
   * the plugin is of another class.
   */
  get plugin(): P {
    return this.root as P;
  }
}

import { HttpHandler } from "./http-handler";
import { RootContext } from "./root-context";

/**
 * A handler that knows its plugin by type; see `HttpHandler` and `PluginContext`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   cluster: string = "auth";
 *   createHttpContext(): HttpContext {
 *     return new Auth();
 *   }
 * }
 * class Auth extends HttpHandlerOf<Plugin> {
 *   onRequest(): void {
 *     const answer = new HttpCall(this.plugin.cluster).path("/check").wait();
 *     if (answer.status != 200) this.respond(new LocalResponse(403));
 *   }
 * }
 * registerRootContext<Plugin>("auth");
 * ```
 */
export class HttpHandlerOf<P extends RootContext> extends HttpHandler {
  /**
   * The plugin that has made this stream; not yet set in the constructor. Traps where
   * the plugin is of another class.
   */
  get plugin(): P {
    return this.root as P;
  }
}

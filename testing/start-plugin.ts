import { Plugin } from "./plugin";
import { PluginSettings } from "./plugin-settings";

/**
 * Starts a plugin in a proxy of its own, by its root id and configuration.
 *
 * ```ts
 * const plugin = startPlugin("add_header", "melon");
 * const stream = plugin.get("/");
 * expect(stream.response.header("hello")).toBe("melon");
 * ```
 */
export function startPlugin(
  rootId: string = "",
  configuration: string = "",
): Plugin {
  return new PluginSettings(rootId).configuration(configuration).start();
}

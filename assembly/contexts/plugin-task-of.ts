import { PluginTask } from "./plugin-task";
import { RootContext } from "./root-context";

/**
 * A task that knows its plugin by type; see `PluginTask` and `PluginContext`.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   seconds: u32 = 60;
 * }
 * class Plugin extends PluginContext<Settings> {
 *   onSettings(): bool {
 *     this.startTask(new Remind());
 *     return true;
 *   }
 * }
 * class Remind extends PluginTaskOf<Plugin> {
 *   run(): void {
 *     while (true) {
 *       sleep(this.plugin.settings.seconds * 1000);
 *       log.info("still there");
 *     }
 *   }
 * }
 * registerRootContext<Plugin>("remind");
 * ```
 */
export abstract class PluginTaskOf<P extends RootContext> extends PluginTask {
  /**
   * The plugin that has started the task. Traps where it is of another class, and before
   * the task was started.
   */
  get plugin(): P {
    return this.root as P;
  }
}

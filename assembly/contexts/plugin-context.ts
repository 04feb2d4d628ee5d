import { LogLevel } from "../abi/enums";
import { logBytes } from "../api/log-bytes";
import { JsonReader } from "../json/json-reader";
import { JsonModel } from "../models/json-model";
import { ModelFaults } from "../models/model-faults";
import { readInto } from "../models/read-model";
import { RootContext } from "./root-context";

/**
 * A plugin whose configuration is a class: `settings` is there, and all of it is checked,
 * before `onSettings` and any stream. What the class refuses is logged with all reasons,
 * and the proxy rejects the configuration. No configuration is an empty object.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   header: string = "hello";
 * }
 * class Plugin extends PluginContext<Settings> {
 *   createHttpContext(): HttpContext {
 *     return new Hello();
 *   }
 * }
 * class Hello extends HttpContextOf<Plugin> {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.response.headers.set(this.plugin.settings.header, "world");
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("hello");
 * ```
 */
export class PluginContext<S extends JsonModel> extends RootContext {
  /** The configuration; the class's initial values until `onSettings`. */
  settings: S = instantiate<S>();

  /** Reads the settings, and calls `onSettings`, which is for filters. */
  onConfigure(): bool {
    const configuration = this.configuration;
    const isEmpty = configuration.size == 0;
    const json = isEmpty ? JsonReader.ofText("{}") : configuration.jsonReader();
    const faults = new ModelFaults();
    faults.sdkSay("Cannot use the configuration:");
    const settings = readInto<S>(null, json, faults, true);
    if (settings == null) {
      logBytes(LogLevel.Error, faults.sdkAddress, faults.sdkSize);
      return false;
    }
    this.settings = settings;
    return this.onSettings();
  }

  /**
   * Called in place of `onConfigure`, when `settings` is read. False makes the proxy
   * reject the configuration: log why.
   */
  onSettings(): bool {
    return true;
  }
}

import { LogLevel } from "../abi/enums";
import { getProperty } from "../api/properties";
import { logBytes } from "../api/log-bytes";
import { Byte } from "../json/bytes";
import { JsonReader } from "../json/json-reader";
import { JsonModel } from "../models/json-model";
import { ModelFaults } from "../models/model-faults";
import { Phrase } from "../models/phrases";
import { readInto } from "../models/read-model";
import { KnownRoutes, KnownSettings } from "./known-routes";
import { RootContext } from "./root-context";

/** As many texts of routes are kept. */
const ROUTES = 64;

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

  private sdkRoutes: KnownRoutes | null = null;

  /** Reads the settings, and calls `onSettings`, which is for filters. */
  onConfigure(): bool {
    const faults = new ModelFaults();
    faults.sdkPut(Phrase.Configuration);
    const settings = readInto<S>(null, this.sdkJson(), faults, true);
    if (settings == null) {
      logBytes(LogLevel.Error, faults.sdkAddress, faults.sdkSize);
      return false;
    }
    this.settings = settings;
    return this.onSettings();
  }

  /**
   * Returns the settings of the current request's route: what its metadata has under a
   * key as a text of JSON, over the plugin's configuration. A key that the route has goes
   * over the plugin's, also in a nested object; a list and a map replace the plugin's.
   * Without such metadata these are `settings`, as where the text is refused, which is
   * logged once.
   *
   * It costs a look at the metadata, so ask once for a request. A text is read when it
   * is met first, and its settings are kept, of the last 64 texts.
   *
   * ```ts
   * class Settings extends JsonModel {
   *   limit: u32 = 10;
   * }
   * class Plugin extends PluginContext<Settings> {
   *   createHttpContext(): HttpContext {
   *     return new Limit();
   *   }
   * }
   * class Limit extends HttpContextOf<Plugin> {
   *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
   *     const settings = this.plugin.routeSettings("com.example", "limit");
   *     log.info(`up to ${settings.limit}`);
   *     return FilterHeadersStatus.Continue;
   *   }
   * }
   * registerRootContext<Plugin>("limit");
   * ```
   */
  routeSettings(namespace: string, key: string): S {
    const text = getProperty([
      "xds",
      "route_metadata",
      "filter_metadata",
      namespace,
      key,
    ]);
    if (text == null) return this.settings;
    if (this.sdkRoutes == null) this.sdkRoutes = new KnownSettings<S>();
    const known = changetype<KnownSettings<S>>(this.sdkRoutes).byText;
    if (known.has(text)) return known.get(text);
    if (known.size >= ROUTES) known.clear();
    const settings = this.sdkOver(text);
    known.set(text, settings);
    return settings;
  }

  /** Reads a text over the configuration. */
  private sdkOver(text: string): S {
    const faults = new ModelFaults();
    faults.sdkPut(Phrase.Route);
    const own = readInto<S>(null, this.sdkJson(), faults, true);
    if (own != null) {
      const json = JsonReader.ofText(text);
      const settings = readInto<S>(own, json, faults, true);
      if (settings != null) return settings;
    }
    logBytes(LogLevel.Error, faults.sdkAddress, faults.sdkSize);
    return this.settings;
  }

  /** Returns a reader of the configuration; of an empty object where there is none. */
  private sdkJson(): JsonReader {
    if (this.configuration.size != 0) return this.configuration.jsonReader();
    const object = changetype<ArrayBuffer>(__new(2, idof<ArrayBuffer>()));
    store<u8>(changetype<usize>(object), Byte.ObjectBegin);
    store<u8>(changetype<usize>(object), Byte.ObjectEnd, 1);
    return JsonReader.ofBuffer(object);
  }

  /**
   * Called in place of `onConfigure`, when `settings` is read. False makes the proxy
   * reject the configuration: log why.
   */
  onSettings(): bool {
    return true;
  }
}

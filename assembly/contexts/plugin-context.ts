import { LogLevel } from "../abi/enums";
import { encode, encodedSize } from "../abi/utf8";
import { getProperty } from "../api/properties";
import { logBytes } from "../api/log-bytes";
import { blockSize, blockStart, dropBlock } from "../abi/memory";
import { Configuration } from "../api/configuration";
import {
  KEEPS_CONFIGURATION,
  KEEPS_PLUGINS,
  MODELS_HAVE_RULES,
} from "../features";
import { JsonModel } from "../models/json-model";
import { ModelFaults } from "../models/model-faults";
import { Lines, put, putRare } from "../models/model-lines";
import { Phrase, RarePhrase } from "../models/phrases";
import { readSettings } from "../models/read-model";
import { SettingsRules } from "../models/settings-rules";
import { KnownPlugins } from "./known-plugins";
import { KnownRoutes, KnownSettings } from "./known-routes";
import { ruleOfRequest } from "./match-request";
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
    // The host may call back, and another plugin then has its own faults.
    if (!KEEPS_CONFIGURATION) Configuration.sdkAsk();
    const faults = ModelFaults.sdkNew();
    Lines.faults = changetype<usize>(faults);
    put(Phrase.Configuration);
    let settings: S | null;
    if (KEEPS_CONFIGURATION) {
      const bytes = changetype<usize>(this.configuration.sdkBytes);
      const size = <usize>this.configuration.size;
      settings = readSettings<S>(null, bytes, size, faults);
    } else {
      settings = readSettings<S>(null, blockStart(), blockSize(), faults);
      dropBlock();
    }
    if (settings == null) {
      logBytes(LogLevel.Error, faults.sdkAddress, faults.sdkSize);
      return false;
    }
    this.settings = settings;
    const isTaken = this.onSettings();
    if (KEEPS_PLUGINS && isTaken) KnownPlugins.add(this);
    return isTaken;
  }

  /**
   * Returns the plugin that this one follows after a change of the configuration, by its
   * class; only in `onSettings`, to take over what the new settings allow to keep. It
   * still serves the streams that it has, so what both have is shared. `null` where there
   * is none: at the start, and in a new VM, as after a change of the module.
   *
   * It is the plugin of this VM that has the same root id and name, and took its
   * configuration last. Give each plugin of a proxy a name of its own, or one follows
   * another.
   *
   * ```ts
   * class Settings extends JsonModel {
   *   limit: u32 = 10;
   * }
   * class Plugin extends PluginContext<Settings> {
   *   counts: Map<string, u32> = new Map();
   *   onSettings(): bool {
   *     const old = this.predecessor<Plugin>();
   *     if (old != null && old.settings.limit == this.settings.limit) {
   *       this.counts = old.counts;
   *     }
   *     return true;
   *   }
   * }
   * registerRootContext<Plugin>("limit");
   * ```
   */
  predecessor<P extends RootContext>(): P | null {
    return KnownPlugins.before<P>(this);
  }

  /**
   * Returns the settings of the current request: those of the first of the settings' rules
   * that fits it, and without one `settings`. See `SettingsRules`.
   *
   * It looks at the request as often as rules ask for something else of it, so ask once
   * for a request, in `onRequestHeaders`, and keep the result: later its headers are gone.
   *
   * ```ts
   * class Settings extends JsonModel {
   *   limit: u32 = 10;
   *   rules: SettingsRules<Settings> = new SettingsRules<Settings>();
   * }
   * class Plugin extends PluginContext<Settings> {
   *   createHttpContext(): HttpContext {
   *     return new Limit();
   *   }
   * }
   * class Limit extends HttpContextOf<Plugin> {
   *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
   *     const settings = this.plugin.requestSettings();
   *     log.info(`up to ${settings.limit}`);
   *     return FilterHeadersStatus.Continue;
   *   }
   * }
   * registerRootContext<Plugin>("limit");
   * ```
   */
  requestSettings(): S {
    return this.sdkOfRule(this.sdkRule());
  }

  /**
   * Returns the settings of the current request's route: what its metadata has under a
   * key as a text of JSON, over those of `requestSettings`. A key that the route has goes
   * over what is there, also in a nested object; a list and a map replace it. Without such
   * metadata these are the settings without it, as where the text is refused, which is
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
    const rule = this.sdkRule();
    const text = getProperty([
      "xds",
      "route_metadata",
      "filter_metadata",
      namespace,
      key,
    ]);
    if (text == null) return this.sdkOfRule(rule);
    if (this.sdkRoutes == null) this.sdkRoutes = new KnownSettings<S>();
    const known = changetype<KnownSettings<S>>(this.sdkRoutes).byText;
    const name = rule < 0 ? text : rule.toString() + text;
    if (known.has(name)) return known.get(name);
    if (known.size >= ROUTES) known.clear();
    const settings = this.sdkOver(this.sdkOfRule(rule), text);
    known.set(name, settings);
    return settings;
  }

  /** Returns which rule is the current request's; -1 for none. */
  private sdkRule(): i32 {
    if (!MODELS_HAVE_RULES) return -1;
    const rules = this.settings.sdkRules();
    return rules == null
      ? -1
      : ruleOfRequest<S>(changetype<SettingsRules<S>>(rules));
  }

  private sdkOfRule(index: i32): S {
    const own = this.settings;
    if (!MODELS_HAVE_RULES || index < 0) return own;
    const rules = changetype<SettingsRules<S>>(own.sdkRules());
    return rules.sdkRules[index].settings as S;
  }

  /** Reads a text over settings. */
  private sdkOver(own: S, text: string): S {
    const faults = ModelFaults.sdkNew();
    Lines.faults = changetype<usize>(faults);
    putRare(RarePhrase.Route);
    const bytes = new ArrayBuffer(<i32>encodedSize(text));
    encode(text, changetype<usize>(bytes));
    const from = changetype<usize>(bytes);
    const settings = readSettings<S>(own, from, bytes.byteLength, faults);
    if (settings != null) return settings;
    logBytes(LogLevel.Error, faults.sdkAddress, faults.sdkSize);
    return own;
  }

  /**
   * Called in place of `onConfigure`, when `settings` is read. False makes the proxy
   * reject the configuration: log why.
   */
  onSettings(): bool {
    return true;
  }
}

import { AnyModel } from "./any-model";
import { ProxyWasmModelReader } from "./model-reader";
import { ProxyWasmModel } from "./proxy-wasm-model";
import { RequestMatch } from "./request-match";

/** A rule: settings for some requests. */
@final
export class SettingsRule<S extends ProxyWasmModel> extends AnyModel {
  match: RequestMatch = new RequestMatch();
  /** The plugin's own, with those of the rule over them. */
  settings: S | null = null;
}

/**
 * The rules of a plugin's settings, which are settings for some requests: a field of the
 * settings' class. `PluginContext.requestSettings` picks those of a request.
 *
 * In JSON it is a list. Each rule has `match`, which says what requests it is for (see
 * `RequestMatch`), and `settings`: keys that replace the plugin's own, also in nested
 * objects, except the rules themselves. `writeModel` leaves the rules out.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   limit: u32 = 10;
 *   rules: SettingsRules<Settings> = new SettingsRules<Settings>();
 * }
 * ```
 */
@final
export class SettingsRules<S extends ProxyWasmModel> extends AnyModel {
  /** In their order; for the SDK. */
  sdkRules: SettingsRule<S>[] = [];

  /** How many there are. */
  get length(): i32 {
    return this.sdkRules.length;
  }

  /** Reads the rules once the settings are read that they are for; for the SDK. */
  sdkRead(
    reader: ProxyWasmModelReader,
    index: i32,
    keys: usize,
    own: ProxyWasmModel,
  ): void {
    if (reader.isEarly(index)) return;
    reader.own = own;
    reader.ownKeys = keys;
    this.sdkRules = reader.list<SettingsRule<S>>((reader) => {
      const rule = new SettingsRule<S>();
      reader.fill(rule, reader.ownKeys, false, (model, reader, index) => {
        const rule = changetype<SettingsRule<S>>(model);
        if (index == 0) rule.match.sdkFrom(reader, rule.match);
        else {
          reader.setPart(true);
          const own = changetype<S>(reader.own);
          rule.settings = changetype<S | null>(own.sdkFrom(reader, own));
          reader.setPart(false);
        }
      });
      return rule;
    });
  }
}

import { AnyModel } from "./any-model";
import { fillModel, readValue } from "./model-reader";
import { ProxyWasmModel } from "./proxy-wasm-model";
import { Reading } from "./reading";
import { RequestMatch } from "./request-match";
import { TypeCode } from "./type-code";

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

  /**
   * Reads the rules once the settings are read that they are for; for the SDK. `keys`
   * describes the keys of a rule.
   */
  sdkRead(keys: usize, own: ProxyWasmModel): void {
    const id = idof<SettingsRule<S>[]>();
    Reading.own = changetype<usize>(own);
    Reading.ruleKeys = keys;
    Reading.links = memory.data<usize>([
      changetype<usize>((old: usize): usize => {
        const rule = new SettingsRule<S>();
        const links = memory.data<usize>([
          changetype<usize>((old: usize): usize => {
            const match = changetype<RequestMatch>(old);
            return changetype<usize>(match.sdkFrom(match));
          }),
          changetype<usize>((old: usize): usize => {
            const own = changetype<S>(old);
            return changetype<usize>(own.sdkFrom(own));
          }),
        ]);
        fillModel(rule, Reading.ruleKeys, links, false);
        return changetype<usize>(rule);
      }),
    ]);
    const type = memory.data<u8>([
      <u8>TypeCode.List,
      <u8>id,
      <u8>(id >> 8),
      <u8>(TypeCode.Model | (2 << TypeCode.SizeShift)),
      0,
    ]);
    const address = changetype<usize>(this);
    const rules = offsetof<SettingsRules<S>>("sdkRules");
    readValue(type, address + rules, address);
  }
}

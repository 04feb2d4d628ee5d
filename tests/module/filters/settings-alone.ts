import {
  JsonModel,
  log,
  PluginContext,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  @required
  name: string = "";
}

/** Has no other use for what its settings are read from. */
class Plugin extends PluginContext<Settings> {
  onSettings(): bool {
    log.info(this.settings.name);
    return true;
  }
}

registerRootContext<Plugin>("settings");

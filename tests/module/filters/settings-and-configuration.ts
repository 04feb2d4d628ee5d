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

/** Looks at what its settings are read from, too. */
class Plugin extends PluginContext<Settings> {
  onSettings(): bool {
    log.info(`${this.settings.name} of ${this.configuration.size}`);
    return true;
  }
}

registerRootContext<Plugin>("settings");

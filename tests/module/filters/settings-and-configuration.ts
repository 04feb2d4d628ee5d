import { log, PluginContext, registerRootContext } from "proxy-wasm-as";
import { NamedSettings } from "./named-settings";

/** Looks at what its settings are read from, too. */
class Plugin extends PluginContext<NamedSettings> {
  onSettings(): bool {
    log.info(`${this.settings.name} of ${this.configuration.size}`);
    return true;
  }
}

registerRootContext<Plugin>("settings");

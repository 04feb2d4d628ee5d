import { log, PluginContext, registerRootContext } from "proxy-wasm-as";
import { NamedSettings } from "./named-settings";

/** Has no other use for what its settings are read from. */
class Plugin extends PluginContext<NamedSettings> {
  onSettings(): bool {
    log.info(this.settings.name);
    return true;
  }
}

registerRootContext<Plugin>("settings");

import { log, registerRootContext, RootContext } from "proxy-wasm-as";

class Plugin extends RootContext {
  override onVmStart(): bool {
    log.info("vm config: " + this.vmConfiguration.text());
    return true;
  }

  override onConfigure(): bool {
    log.info("plugin config: " + this.configuration.text());
    return true;
  }
}

registerRootContext<Plugin>("plugin_configuration");

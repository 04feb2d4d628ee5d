import { registerRootContext, RootContext } from "proxy-wasm-as";

/** Reads what ABI 0.1.0 has in only one callback. */
class Plugin extends RootContext {
  onConfigure(): bool {
    return this.vmConfiguration.size == 0;
  }
}

registerRootContext<Plugin>();

import { registerRootContext, RootContext } from "proxy-wasm-as";

/** Asks for what ABI 0.1.0 has in one callback only. */
class Plugin extends RootContext {
  onConfigure(): bool {
    return this.vmConfiguration.size == 0;
  }
}

registerRootContext<Plugin>();

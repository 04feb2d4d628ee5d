import { HttpContext, registerRootContext, RootContext } from "proxy-wasm-as";
import { say } from "./calls";

/** Logs its configuration. */
class Configured extends RootContext {
  onConfigure(): bool {
    const configuration = this.configuration;
    say(configuration.size.toString() + " bytes: " + configuration.text());
    return true;
  }

  createHttpContext(): HttpContext {
    return new HttpContext();
  }
}

registerRootContext<Configured>("acts");

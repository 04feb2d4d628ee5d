import { HttpContext, registerRootContext, RootContext } from "proxy-wasm-as";
import { say } from "./calls";

/** Logs what WASI provides. */
class Environment extends RootContext {
  onConfigure(): bool {
    const env = process.env;
    say(env.size.toString() + " variables");
    const stage = env.get("STAGE");
    say("STAGE=" + (stage == null ? "none" : stage));
    const empty = env.get("EMPTY");
    say("EMPTY=" + (empty != null ? empty : "none"));
    say((Date.now() > 0).toString() + (performance.now() >= 0).toString());
    say((Math.random() < 1).toString());
    return true;
  }

  createHttpContext(): HttpContext {
    return new HttpContext();
  }
}

registerRootContext<Environment>("acts");

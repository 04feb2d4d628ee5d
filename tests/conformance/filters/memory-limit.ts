import { HttpContext, registerRootContext, RootContext } from "proxy-wasm-as";
import { say } from "./calls";

/** Grows its memory as far as it can. */
class MemoryLimit extends RootContext {
  onConfigure(): bool {
    say("a gigabyte: " + (memory.grow(16_384 - memory.size()) > 0).toString());
    say("a page more: " + memory.grow(1).toString());
    return true;
  }

  createHttpContext(): HttpContext {
    return new HttpContext();
  }
}

registerRootContext<MemoryLimit>("acts");

import { HttpContext, logLevel, registerHttpContext } from "proxy-wasm-as";

/** Reads the log level, which only ABI 0.2.1 offers. */
class Level extends HttpContext {
  onDone(): bool {
    return logLevel() == 0;
  }
}

registerHttpContext<Level>("level");

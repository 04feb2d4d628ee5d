import { getProperty, HttpContext, registerHttpContext } from "proxy-wasm-as";

const node = getProperty(["xds", "node"]);

class Late extends HttpContext {
  onDone(): bool {
    return node == null;
  }
}

registerHttpContext<Late>("late");

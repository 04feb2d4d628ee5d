import { registerHttpContext } from "proxy-wasm-as";
import { GraphContext } from "./graph-context";

// For a host that needs no proxy.
export { begin, collect, damage, steps } from "./graphs";

registerHttpContext<GraphContext>("graphs");

import { HttpContext, registerHttpContext } from "proxy-wasm-as";

/** Overrides nothing. */
class Noop extends HttpContext {}

registerHttpContext<Noop>("noop");

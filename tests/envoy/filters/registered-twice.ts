import { HttpContext, registerHttpContext } from "proxy-wasm-as";

// Two literals would be a compile error.
const ID: string = ["sa", "me"].join("");

registerHttpContext<HttpContext>("same");
registerHttpContext<HttpContext>(ID);

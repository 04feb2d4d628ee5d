import { HttpContext, registerHttpContext } from "proxy-wasm-as";

registerHttpContext<HttpContext>("same");
registerHttpContext<HttpContext>("same");

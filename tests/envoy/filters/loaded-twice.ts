import { registerHttpContext } from "proxy-wasm-as";
import { HttpContext } from "../../../assembly";

class Stranger extends HttpContext {}

registerHttpContext<Stranger>("stranger");

import { HttpContext, registerHttpContext } from "proxy-wasm-as";

/** Overrides a callback that ABI 0.1.0 never calls. */
class Foreign extends HttpContext {
  onForeignFunction(functionId: u32, data: Uint8Array): void {}
}

registerHttpContext<Foreign>("foreign");

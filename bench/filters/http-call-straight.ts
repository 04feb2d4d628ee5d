import { HttpCall, HttpHandler, registerHttpHandler } from "proxy-wasm-as";

/** As `http-call.ts` does: asks another service, and continues when it answers. */
class Ask extends HttpHandler {
  onRequest(): void {
    new HttpCall("auth").path("/check").wait();
  }
}

registerHttpHandler<Ask>("http_call");

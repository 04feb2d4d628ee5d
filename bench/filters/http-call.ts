import {
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** Asks another service about each request, and continues when it answers. */
class Ask extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    new HttpCall("auth").path("/check").send<Ask>(this, (self, response) => {
      self.continueRequest();
    });
    return FilterHeadersStatus.StopIteration;
  }
}

registerHttpContext<Ask>("http_call");

// Sends a call, and does not ask how it ended.
import {
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

class Calls extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    new HttpCall("auth").path("/").send<Calls>(this, (self, response) => {});
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Calls>("calls");

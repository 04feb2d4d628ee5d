import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";
import { proxy_continue_request } from "./env";

/** Calls a function that ABI 0.1.0 has and 0.2.1 lacks. */
class OldAbi extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    proxy_continue_request();
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<OldAbi>("old_abi");

import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";
import { proxy_get_header_map_value } from "proxy-wasm-as/assembly/abi/env";

const OUT = memory.data(8, 8);

/** Reads a header repeatedly and never frees it. */
class Leaks extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const name = String.UTF8.encode("x-large");
    const at = changetype<usize>(name);
    proxy_get_header_map_value(0, at, name.byteLength, OUT, OUT + 4);
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Leaks>("acts");

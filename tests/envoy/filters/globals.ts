import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

console.log("in module scope");

class Globals extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.response.headers;
    console.log("a log line");
    console.debug("a debug line");
    console.warn("a warn line");
    console.error("an error line");
    console.assert(false, "an assertion");
    console.time("timer");
    console.timeEnd("timer");
    trace("a trace line", 2, 1, 2.5);
    headers.set("x-date", Date.now().toString());
    headers.set("x-year", new Date(Date.now()).getUTCFullYear().toString());
    headers.set("x-performance", performance.now().toString());
    headers.set("x-random", Math.random().toString());
    const bytes = new Uint8Array(32);
    crypto.getRandomValues(bytes);
    headers.set("x-crypto", bytes.toString());
    const env = process.env;
    headers.set("x-env-size", env.size.toString());
    const stage = env.get("STAGE");
    headers.set("x-env", stage == null ? "none" : stage);
    headers.set("x-hrtime", process.hrtime().toString());
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Globals>("globals");

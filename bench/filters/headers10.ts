import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

const NAMES = ["x-h0", "x-h1", "x-h2", "x-h3", "x-h4", "x-h5", "x-h6", "x-h7"];

/** Gets 10 headers, sets 8, removes 1, and iterates over all of them. */
class Headers10 extends HttpContext {
  private sum: i32 = 0;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    const path = headers.get(":path");
    const agent = headers.get("user-agent");
    let lengths = 0;
    for (let i = 0; i < NAMES.length; i++) {
      const value = headers.get(NAMES[i]);
      if (value != null) lengths += value.length;
    }
    if (path != null) headers.append("x-add-0", path);
    if (agent != null) headers.append("x-add-1", agent);
    headers.append("x-add-2", lengths.toString());
    const entries = headers.entries();
    for (let i = 0; i < entries.length; i++) {
      this.sum += entries.nameSize(i) + entries.valueSize(i);
    }
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.response.headers;
    headers.set("x-set-0", "value-0");
    headers.set("x-set-1", "value-1");
    headers.set("x-set-2", "value-2");
    headers.set("x-set-3", "value-3");
    headers.delete("x-remove");
    headers.set("x-set-4", this.sum.toString());
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Headers10>("headers10");

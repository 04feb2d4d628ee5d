import {
  bodyChanged,
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  Needles,
  registerHttpContext,
  StreamReplacer,
} from "proxy-wasm-as";

const NEEDLES = new Needles(["password", "secret", "token"]);

/** Replaces three texts in a response, part by part. */
class Replace extends HttpContext {
  private readonly replacer: StreamReplacer = new StreamReplacer(NEEDLES, [
    "PASS",
    "HIDDEN",
    "REPLACED",
  ]);

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    bodyChanged(this.response.headers);
    return FilterHeadersStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    this.replacer.pass(this.response.body, endOfStream);
    return FilterDataStatus.Continue;
  }
}

registerHttpContext<Replace>("replace");

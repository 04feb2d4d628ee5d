import {
  FilterHeadersStatus,
  HttpContext,
  registerRootContext,
  RootContext,
  SharedData,
} from "proxy-wasm-as";
import { say } from "./calls";

/** Accepts its configuration as often as that says; once if it is empty. */
class RefusesLater extends RootContext {
  onConfigure(): bool {
    const text = this.configuration.text();
    const allowed = text.length > 0 ? <i32>parseInt(text) : 1;
    const before = SharedData.get("starts");
    const starts = before == null ? 1 : <i32>parseInt(before) + 1;
    SharedData.set("starts", starts.toString());
    say("start " + starts.toString());
    return starts <= allowed;
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-served", "1");
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<RefusesLater>("acts");

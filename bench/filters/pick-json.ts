import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  JsonPicks,
  LocalResponse,
  registerHttpContext,
} from "proxy-wasm-as";

const PICKS = new JsonPicks(["/model"]);

/** Refuses a body that is not JSON, and names its model in a header. */
class PickJson extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.StopIteration;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    if (!PICKS.read(this.request.body.jsonReader())) {
      this.sendLocalResponse(new LocalResponse(400));
      return FilterDataStatus.StopIterationNoBuffer;
    }
    this.request.headers.set("x-found", PICKS.textOr(0, "none"));
    return FilterDataStatus.Continue;
  }
}

registerHttpContext<PickJson>("pick_json");

import {
  FilterHeadersStatus,
  HttpCall,
  HttpCallResponse,
  HttpContext,
  log,
  registerHttpContext,
  Status,
} from "proxy-wasm-as";

/** Calls the cluster `service` as the request's headers say. */
class AskedCall extends HttpContext {
  private answer: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const status = new HttpCall("service")
      .method(this.header("x-method"))
      .path(this.header("x-path"))
      .send<AskedCall>(this, (self, response) => self.onAnswer(response));
    log.info("asked");
    if (status == Status.Ok) return FilterHeadersStatus.StopIteration;
    this.answer = `refused ${status}`;
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-answer", this.answer);
    return FilterHeadersStatus.Continue;
  }

  onAnswer(response: HttpCallResponse): void {
    const trailer = response.trailers.get("x-end");
    const end = trailer == null ? "no trailer" : trailer;
    this.answer = `${response.outcome} ${response.status} ${response.failure} ${end}`;
    this.continueRequest();
  }

  private header(name: string): string {
    const value = this.request.headers.get(name);
    return value == null ? "" : value;
  }
}

registerHttpContext<AskedCall>("asked_call");

import {
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

const known = new Map<string, string>();
known.set("/bench", "joe");

/** Asks another service who sends a request, but for paths that it knows already. */
class Known extends HttpContext {
  private path: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.path = this.request.headers.get(":path")!;
    if (known.has(this.path)) {
      this.let(known.get(this.path));
      return FilterHeadersStatus.Continue;
    }
    new HttpCall("auth").path("/check").send<Known>(this, (self, response) => {
      const user = response.headers.get("x-user");
      known.set(self.path, user == null ? "" : user);
      self.let(known.get(self.path));
      self.continueRequest();
    });
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }

  private let(user: string): void {
    this.request.headers.set("x-user", user);
  }
}

registerHttpContext<Known>("cache_hit");

import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  HttpHandler,
  registerHttpContext,
  registerHttpHandler,
} from "proxy-wasm-as";

/** Sends a request's identity on, and adds the one that it has kept to the answer. */
class Callbacks extends HttpContext {
  private identity: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.identity = this.request.headers.get(":path")!.slice(1);
    this.request.headers.set("x-stamp", this.identity);
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.delete("content-length");
    return FilterHeadersStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (endOfStream) this.response.body.append(" own " + this.identity);
    return FilterDataStatus.Continue;
  }
}

/** Asks a service for the identity, and waits for both bodies. */
class Waits extends HttpHandler {
  private identity: string = "";

  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    this.identity = path.slice(1);
    const answer = new HttpCall("upstream").path(path).wait();
    this.request.headers.set("x-stamp", answer.text());
    this.request.body.collect(100_000);
  }

  onResponse(): void {
    this.response.headers.delete("content-length");
    const body = this.response.body.collect(100_000);
    if (body != null) body.set(body.text() + " own " + this.identity);
  }
}

registerHttpContext<Callbacks>("callbacks");
registerHttpHandler<Waits>("waits");

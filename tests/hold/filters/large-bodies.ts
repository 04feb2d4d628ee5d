import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  HttpHandler,
  registerHttpContext,
  registerHttpHandler,
} from "proxy-wasm-as";

/** Says in the answer how many bytes of the request have come, and how large the memory is. */
abstract class Counted extends HttpContext {
  protected bytes: u32 = 0;

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-bytes", this.bytes.toString());
    this.response.headers.set("x-pages", memory.size().toString());
    return FilterHeadersStatus.Continue;
  }
}

/** Reads each part as it passes. */
class Streaming extends Counted {
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    this.bytes += this.request.body.bytes().length;
    return FilterDataStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    this.bytes += this.response.body.bytes().length;
    return FilterDataStatus.Continue;
  }
}

/** Holds both bodies until they are there. */
class Buffering extends Counted {
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.bytes += this.request.body.bytes().length;
    return FilterDataStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.bytes += this.response.body.bytes().length;
    return FilterDataStatus.Continue;
  }
}

/** Reads both bodies part by part, in a straight line. */
class Parts extends HttpHandler {
  private bytes: u32 = 0;

  onRequest(): void {
    const body = this.request.body;
    for (let part = body.next(); part != null; part = body.next()) {
      this.bytes += part.bytes().length;
    }
  }

  onResponse(): void {
    this.response.headers.set("x-bytes", this.bytes.toString());
    this.response.headers.set("x-pages", memory.size().toString());
    const body = this.response.body;
    for (let part = body.next(); part != null; part = body.next()) {
      this.bytes += part.bytes().length;
    }
  }
}

/** Collects both bodies, up to a limit. */
class Collects extends HttpHandler {
  onRequest(): void {
    this.request.body.collect(1 << 20);
  }

  onResponse(): void {
    this.response.headers.set("x-pages", memory.size().toString());
    this.response.body.collect(1 << 20);
  }
}

registerHttpContext<Streaming>("streaming");
registerHttpContext<Buffering>("buffering");
registerHttpHandler<Parts>("parts");
registerHttpHandler<Collects>("collects");

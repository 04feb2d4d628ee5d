import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  HttpHandler,
  registerHttpContext,
  registerHttpHandler,
} from "proxy-wasm-as";

/** What was read; exported so that no read is optimized away. */
export let total: u64 = 0;

/** Reads all headers of both messages and changes nothing. */
class Headers extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    total += this.request.headers.entries().length;
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    total += this.response.headers.entries().length;
    return FilterHeadersStatus.Continue;
  }
}

/** Reads headers, each part of both bodies and the trailers. */
class Bodies extends Headers {
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    total += this.request.body.bytes().length;
    return FilterDataStatus.Continue;
  }

  onRequestTrailers(count: i32): FilterTrailersStatus {
    total += this.request.trailers.entries().length;
    return FilterTrailersStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    total += this.response.body.bytes().length;
    return FilterDataStatus.Continue;
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    total += this.response.trailers.entries().length;
    return FilterTrailersStatus.Continue;
  }
}

/** Waits for each part of both bodies. */
class Handler extends HttpHandler {
  onRequest(): void {
    const body = this.request.body;
    for (let part = body.next(); part != null; part = body.next()) {
      total += part.bytes().length;
    }
  }

  onResponse(): void {
    const body = this.response.body;
    for (let part = body.next(); part != null; part = body.next()) {
      total += part.bytes().length;
    }
  }
}

/** Changes what few would notice, so that it is known that a change is seen. */
class Changes extends HttpContext {
  onResponseTrailers(count: i32): FilterTrailersStatus {
    this.response.trailers.set("x-changed", "1");
    return FilterTrailersStatus.Continue;
  }
}

registerHttpContext<Headers>("headers");
registerHttpContext<Bodies>("bodies");
registerHttpHandler<Handler>("handler");
registerHttpContext<Changes>("changes");

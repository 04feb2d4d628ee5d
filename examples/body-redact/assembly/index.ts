import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";
import { maskCards } from "./mask-cards";

class Redact extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    // Nothing can be found in what the server has compressed.
    this.request.headers.delete("accept-encoding");
    return FilterHeadersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    if (!endOfStream) this.response.headers.delete("content-length");
    return FilterHeadersStatus.Continue;
  }

  override onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.redact();
    return FilterDataStatus.Continue;
  }

  override onResponseTrailers(count: i32): FilterTrailersStatus {
    this.redact();
    return FilterTrailersStatus.Continue;
  }

  private redact(): void {
    const body = this.response.body;
    const bytes = body.bytes();
    if (body.text().includes("secret")) {
      body.set(`Original message body (${bytes.length} bytes) redacted.\n`);
    } else if (maskCards(bytes)) body.setBytes(bytes);
  }
}

registerHttpContext<Redact>("body_redact");

import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** Collects a request's body and converts it to upper case. */
class UpperCase extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.request.headers.delete("content-length");
    return FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    const bytes = this.request.body.bytes();
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte >= 0x61 && byte <= 0x7a) bytes[i] = byte - 0x20;
    }
    this.request.body.setBytes(bytes);
    return FilterDataStatus.Continue;
  }
}

registerHttpContext<UpperCase>("body");

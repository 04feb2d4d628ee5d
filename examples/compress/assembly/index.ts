import {
  AcceptEncoding,
  addVary,
  compress,
  EntityTag,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";
import { isCompressible } from "./response";

class Plugin extends RootContext {
  override onConfigure(): bool {
    if (compress(new Uint8Array(0)) != null) return true;
    log.critical("this proxy has no foreign function compress");
    return false;
  }

  override createHttpContext(): HttpContext {
    return new Compress();
  }
}

class Compress extends HttpContext {
  private isAccepted: bool = false;
  private isHead: bool = false;
  private holds: bool = false;

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.request.headers;
    this.isAccepted = AcceptEncoding.of(headers).quality("deflate") > 0;
    this.isHead = headers.get(":method") == "HEAD";
    return FilterHeadersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.response.headers;
    if (endOfStream || this.isHead || !isCompressible(headers)) {
      return FilterHeadersStatus.Continue;
    }
    addVary(headers, "Accept-Encoding");
    if (!this.isAccepted) return FilterHeadersStatus.Continue;
    headers.set("content-encoding", "deflate");
    headers.delete("content-length");
    headers.delete("accept-ranges");
    // The content is the same, but the bytes are not.
    const tag = EntityTag.of(headers);
    if (tag != null) tag.weakened().writeTo(headers);
    this.holds = true;
    return FilterHeadersStatus.Continue;
  }

  override onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!this.holds) return FilterDataStatus.Continue;
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.compressBody();
    return FilterDataStatus.Continue;
  }

  override onResponseTrailers(count: i32): FilterTrailersStatus {
    if (this.holds) this.compressBody();
    return FilterTrailersStatus.Continue;
  }

  private compressBody(): void {
    const body = this.response.body;
    const compressed = compress(body.bytes());
    // The headers have promised it: the body cannot be sent as it is.
    if (compressed == null) this.closeResponse();
    else body.setBytes(compressed);
  }
}

registerRootContext<Plugin>("compress");

import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** Allocates much more than the SDK does for a stream. */
class Allocates extends HttpContext {
  private bytes: Uint8Array = new Uint8Array(0);

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.bytes = new Uint8Array(100_000);
    return FilterHeadersStatus.Continue;
  }

  onLog(): void {
    this.bytes[0] = 1;
  }
}

registerHttpContext<Allocates>("allocates");

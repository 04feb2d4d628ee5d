import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** Makes a text of 400,000 bytes for each stream. */
class LargeTexts extends HttpContext {
  private text: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.text = "a".repeat(200_000 + count);
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<LargeTexts>("large_texts");

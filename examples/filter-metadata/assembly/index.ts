import {
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  log,
  properties,
  registerHttpContext,
  Status,
} from "proxy-wasm-as";

class FilterMetadata extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const metadata = properties.metadata(
      "envoy.filters.http.lua",
      "uppercased-custom-metadata",
    );
    if (metadata == null) return FilterHeadersStatus.Continue;
    const response = new LocalResponse(200)
      .header("powered-by", "proxy-wasm")
      .header("uppercased-metadata", metadata)
      .text(`Custom response with Envoy metadata: "${metadata}"\n`);
    if (this.sendLocalResponse(response) == Status.Ok) {
      return FilterHeadersStatus.StopIteration;
    }
    log.warn("the metadata cannot be the value of a header");
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<FilterMetadata>("filter_metadata");

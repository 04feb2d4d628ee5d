/**
 * What other SDKs call the callbacks, without the case and underscores in which they
 * differ: those of Go, Rust and C++, and `@solo-io/proxy-runtime`.
 *
 * @type {Record<string, string>}
 */
export const OTHER_NAMES = {
  // Go
  newhttpcontext: "createHttpContext",
  newtcpcontext: "createStreamContext",
  onpluginstart: "onConfigure",
  onplugindone: "onDone",
  onstreamdone: "onDone",
  onhttpstreamdone: "onDone",
  // Go and Rust
  onhttprequestheaders: "onRequestHeaders",
  onhttprequestbody: "onRequestBody",
  onhttprequesttrailers: "onRequestTrailers",
  onhttpresponseheaders: "onResponseHeaders",
  onhttpresponsebody: "onResponseBody",
  onhttpresponsetrailers: "onResponseTrailers",
  ondownstreamclose: "onDownstreamConnectionClose",
  onupstreamclose: "onUpstreamConnectionClose",
  // C++ and proxy-runtime
  onstart: "onVmStart",
  validateconfiguration: "onConfigure",
  ongrpcreceiveinitialmetadata: "onGrpcStreamInitialMetadata",
  ongrpcreceive: "onGrpcStreamMessage",
  ongrpcreceivetrailingmetadata: "onGrpcStreamTrailingMetadata",
  ongrpcclose: "onGrpcStreamClose",
  createcontext: "createHttpContext",
  oncreate: "constructor",
  // Envoy's own filters
  onrequestdata: "onRequestBody",
  onresponsedata: "onResponseBody",
};

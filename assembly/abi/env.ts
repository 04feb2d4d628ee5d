/**
 * The host functions of Proxy-Wasm ABI 0.2.1.
 *
 * The compiler takes the name of this file, `env`, as the import module, and
 * leaves out of a module's imports whatever the filter does not reach.
 * Addresses are offsets in the module's memory; `out…` parameters are addresses
 * that the host writes to, and only when it answers Ok. Every function answers
 * with a `Status`.
 *
 * Source: https://github.com/proxy-wasm/spec/tree/main/abi-versions/v0.2.1
 */

/** Logs `message`; a level above Critical is BadArgument. */
export declare function proxy_log(
  level: i32,
  message: usize,
  messageSize: usize,
): i32;

/** Writes the proxy's current log level, 6 where logging is off. */
export declare function proxy_get_log_level(outLevel: usize): i32;

/** Writes a host-allocated copy of the property at a NUL-joined path. */
export declare function proxy_get_property(
  path: usize,
  pathSize: usize,
  outData: usize,
  outSize: usize,
): i32;

/** Writes a host-allocated copy of a header's first value. */
export declare function proxy_get_header_map_value(
  map: i32,
  name: usize,
  nameSize: usize,
  outValue: usize,
  outSize: usize,
): i32;

/** Adds a header beside those of the same name. */
export declare function proxy_add_header_map_value(
  map: i32,
  name: usize,
  nameSize: usize,
  value: usize,
  valueSize: usize,
): i32;

/** Replaces every header of the name by one. */
export declare function proxy_replace_header_map_value(
  map: i32,
  name: usize,
  nameSize: usize,
  value: usize,
  valueSize: usize,
): i32;

/** Removes every header of the name. */
export declare function proxy_remove_header_map_value(
  map: i32,
  name: usize,
  nameSize: usize,
): i32;

/** Writes a host-allocated copy of all headers, in the pairs encoding. */
export declare function proxy_get_header_map_pairs(
  map: i32,
  outPairs: usize,
  outSize: usize,
): i32;

/** Replaces all headers; pairs that are too large or malformed count as none. */
export declare function proxy_set_header_map_pairs(
  map: i32,
  pairs: usize,
  pairsSize: usize,
): i32;

/** Writes a host-allocated copy of a range of a buffer. */
export declare function proxy_get_buffer_bytes(
  buffer: i32,
  start: usize,
  maxSize: usize,
  outData: usize,
  outSize: usize,
): i32;

/** Writes in bytes what a header map takes. */
export declare function proxy_get_header_map_size(
  map: i32,
  outSize: usize,
): i32;

/** Writes the length of a buffer, and its flags. */
export declare function proxy_get_buffer_status(
  buffer: i32,
  outLength: usize,
  outFlags: usize,
): i32;

/** Replaces a range of a buffer. */
export declare function proxy_set_buffer_bytes(
  buffer: i32,
  start: usize,
  size: usize,
  data: usize,
  dataSize: usize,
): i32;

/** Continues a stream that a callback has stopped. */
export declare function proxy_continue_stream(streamType: i32): i32;

/** Closes, or resets, a stream. */
export declare function proxy_close_stream(streamType: i32): i32;

/** Answers the client in place of the upstream. */
export declare function proxy_send_local_response(
  statusCode: i32,
  details: usize,
  detailsSize: usize,
  body: usize,
  bodySize: usize,
  headers: usize,
  headersSize: usize,
  grpcStatus: i32,
): i32;

/** Writes a host-allocated message that goes with the status of the last call. */
export declare function proxy_get_status(
  outCode: usize,
  outMessage: usize,
  outSize: usize,
): i32;

/** Sets a property, in Envoy the filter state `wasm.` + path. */
export declare function proxy_set_property(
  path: usize,
  pathSize: usize,
  value: usize,
  valueSize: usize,
): i32;

/** Sends an HTTP request to a cluster. */
export declare function proxy_http_call(
  upstream: usize,
  upstreamSize: usize,
  headers: usize,
  headersSize: usize,
  body: usize,
  bodySize: usize,
  trailers: usize,
  trailersSize: usize,
  timeoutMilliseconds: i32,
  outToken: usize,
): i32;

/** Sends a unary gRPC call. */
export declare function proxy_grpc_call(
  upstream: usize,
  upstreamSize: usize,
  service: usize,
  serviceSize: usize,
  method: usize,
  methodSize: usize,
  metadata: usize,
  metadataSize: usize,
  message: usize,
  messageSize: usize,
  timeoutMilliseconds: i32,
  outToken: usize,
): i32;

/** Opens a gRPC stream. */
export declare function proxy_grpc_stream(
  upstream: usize,
  upstreamSize: usize,
  service: usize,
  serviceSize: usize,
  method: usize,
  methodSize: usize,
  metadata: usize,
  metadataSize: usize,
  outToken: usize,
): i32;

/** Sends a message on a gRPC stream. */
export declare function proxy_grpc_send(
  token: i32,
  message: usize,
  messageSize: usize,
  endStream: i32,
): i32;

/** Closes a gRPC stream, and cancels a unary call. */
export declare function proxy_grpc_close(token: i32): i32;

/** Cancels a gRPC call or stream. */
export declare function proxy_grpc_cancel(token: i32): i32;

/** Sets how often the plugin's `proxy_on_tick` is called; 0 stops it. */
export declare function proxy_set_tick_period_milliseconds(
  milliseconds: i32,
): i32;

/** Writes the time since 1970 in nanoseconds. */
export declare function proxy_get_current_time_nanoseconds(outTime: usize): i32;

/** Defines a metric and writes its number; each call makes another number. */
export declare function proxy_define_metric(
  type: i32,
  name: usize,
  nameSize: usize,
  outMetric: usize,
): i32;

/** Adds to a counter or a gauge. */
export declare function proxy_increment_metric(metric: i32, offset: i64): i32;

/** Sets a gauge, adds a value to a histogram; in Envoy adds to a counter. */
export declare function proxy_record_metric(metric: i32, value: i64): i32;

/** Writes the value of a counter or a gauge. */
export declare function proxy_get_metric(metric: i32, outValue: usize): i32;

/** Writes a host-allocated copy of a shared value, and its version. */
export declare function proxy_get_shared_data(
  key: usize,
  keySize: usize,
  outValue: usize,
  outSize: usize,
  outCas: usize,
): i32;

/** Sets a shared value, unless `cas` is an older version's; 0 sets it anyway. */
export declare function proxy_set_shared_data(
  key: usize,
  keySize: usize,
  value: usize,
  valueSize: usize,
  cas: i32,
): i32;

/** Registers a queue of this VM and writes its number. */
export declare function proxy_register_shared_queue(
  name: usize,
  nameSize: usize,
  outQueue: usize,
): i32;

/** Finds the queue of a VM and writes its number. */
export declare function proxy_resolve_shared_queue(
  vmId: usize,
  vmIdSize: usize,
  name: usize,
  nameSize: usize,
  outQueue: usize,
): i32;

/** Takes the oldest item of a queue and writes a host-allocated copy of it. */
export declare function proxy_dequeue_shared_queue(
  queue: i32,
  outItem: usize,
  outSize: usize,
): i32;

/** Adds an item to a queue. */
export declare function proxy_enqueue_shared_queue(
  queue: i32,
  item: usize,
  itemSize: usize,
): i32;

/** Makes the rest of this callback act on another context. */
export declare function proxy_set_effective_context(context: i32): i32;

/** Tells the host that a context whose end was deferred may end. */
export declare function proxy_done(): i32;

/** Calls a function that the host has under a name. */
export declare function proxy_call_foreign_function(
  name: usize,
  nameSize: usize,
  argument: usize,
  argumentSize: usize,
  outResult: usize,
  outSize: usize,
): i32;

/** Resolves a host name; Envoy only, the answer comes to `envoy_on_resolve_dns`. */
export declare function envoy_resolve_dns(
  name: usize,
  nameSize: usize,
  outToken: usize,
): i32;

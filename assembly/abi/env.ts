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

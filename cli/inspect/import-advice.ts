/** What to do about an import that no proxy has, by the import's name. */
const ADVICE: [pattern: RegExp, advice: string][] = [
  [
    /^env\.(abort|seed|trace|console\.|Date\.|performance\.|process\.|crypto\.)/,
    'The compiler adds it for what AssemblyScript\'s standard library calls: extend "proxy-wasm-as/asconfig.json", which has a replacement.',
  ],
  [
    /\.proxy_clear_route_cache$/,
    'Call the foreign function "clear_route_cache" instead, clearRouteCache() in proxy-wasm-as.',
  ],
  [
    /\.proxy_continue_(request|response)$/,
    "Call proxy_continue_stream, or export the marker of ABI 0.1.0 alone.",
  ],
  [
    /\.proxy_get_configuration$/,
    "Read the configuration by proxy_get_buffer_bytes, from the buffers 6 and 7.",
  ],
  [
    /\.proxy_(get_log_level|continue_stream|close_stream)$/,
    "Build for the ABI of the marker with the SDK's own configuration; proxy-wasm-as has one for each ABI.",
  ],
  [
    /\.proxy_(dictionary|get_secret|get_effective|kv_store)/,
    "It exists at G-Core's edge alone (--host fastedge): leave the call out for other proxies.",
  ],
  [
    /\.proxy_(redis_|inject_encoded_data|get_upstream_hosts|set_upstream_override)/,
    "It exists in Higress alone (--host higress-2.2): leave the call out for other proxies.",
  ],
  [
    /^(gojs|go|syscall\/js)\./,
    "Build with GOOS=wasip1 and -buildmode=c-shared: this is a build for browsers.",
  ],
  [
    /^(__wbindgen|wbg)/,
    "Drop the crate that uses wasm-bindgen, which is for browsers.",
  ],
];

/**
 * How to get rid of an import that a proxy lacks; `since` is the first Envoy that
 * has it, if one has.
 *
 *     importAdvice("env.abort", undefined)
 */
export function importAdvice(name: string, since: string | undefined): string {
  const newer = since && `Use ${since} or a newer proxy, or drop the call.`;
  const known = ADVICE.find(([pattern]) => pattern.test(name))?.[1];
  return (
    newer ??
    known ??
    "Drop the call, or the library that makes it: a proxy gives a module the functions of Proxy-Wasm and of WASI, and no other."
  );
}

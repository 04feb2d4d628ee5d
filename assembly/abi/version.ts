/**
 * The version of the ABI that the module is built for, 0.2.1 as 21: what the
 * configuration that a filter extends says by `PROXY_WASM_ABI`, or the newest.
 *
 *     asconfig.json         0.2.1
 *     asconfig.0.2.0.json   0.2.0   has no proxy_get_log_level
 *     asconfig.0.1.0.json   0.1.0   has no end of stream with headers, cannot close
 *                                   a stream, and continues and configures by
 *                                   functions of its own
 */
export const ABI: i32 = isDefined(PROXY_WASM_ABI) ? PROXY_WASM_ABI : 21;

/** ABI 0.1.0. */
export const ABI_0_1_0: i32 = 10;

/** ABI 0.2.0. */
export const ABI_0_2_0: i32 = 20;

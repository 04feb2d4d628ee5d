/**
 * Returns a function so that it is called by way of the module's table:
 * `apart(collect)()`. For what is seldom run: V8, as Envoy runs it, puts whatever a
 * function calls into it as long as it has grown to no more than three times its size,
 * and it does so from the first call on, not from the one that is run most. It cannot
 * where the call goes by way of the table. (V8 14.6 without Liftoff, which
 * proxy-wasm-cpp-host switches off.)
 */
export function apart<T>(callee: T): T {
  return callee;
}

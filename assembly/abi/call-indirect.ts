/**
 * Returns a function so that the call goes through the module's table:
 * `callIndirect(collect)()`.
 *
 * For functions that run seldom. V8 14.6, as Envoy runs it, inlines what a function
 * calls until the caller has grown to three times its size, from the first call on and
 * not from the one that runs most often. It cannot inline a call through the table.
 * (proxy-wasm-cpp-host switches off Liftoff, which would count the calls.)
 *
 * `transform/module/no-inline.js` is about the other optimizer: it stops asc's from inlining.
 */
export function callIndirect<T>(callee: T): T {
  return callee;
}

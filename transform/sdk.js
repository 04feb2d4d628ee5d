/** Where the compiler finds the SDK's sources. */
export const SDK = "~lib/proxy-wasm-as/";

/**
 * Tells whether a path or an element's internal name is the SDK's own.
 *
 * @param {string} path
 */
export function isSdkPath(path) {
  return path.startsWith(SDK);
}

/** The export that a proxy calls before all else. */
const INITIALIZE = "_initialize";

/** What proxies before Istio 1.8 and Envoy 1.17 call in its place. */
const START = "_start";

/** The markers of the ABIs that such a proxy knows. */
const OLD_MARKERS = ["proxy_abi_version_0_1_0", "proxy_abi_version_0_2_0"];

/** The function behind the export, with the quotes that its name may need. */
const INITIALIZED = new RegExp(
  String.raw`\(export "${INITIALIZE}" \(func \$(?:"([^"]*)"|([^\s()]+))\)\)`,
);

/**
 * @typedef {object} BinaryenModule What is used here of the compiler's output.
 * @property {(external: string) => number} getExport 0 where there is none.
 * @property {(name: string, external: string) => unknown} addFunctionExport
 */

/**
 * Exports `_initialize` as `_start`, too, from a module for ABI 0.1.0 or 0.2.0: the
 * proxies that know no newer one call only that, and no context would be
 * registered. A proxy that finds `_initialize` calls no `_start`, and the function
 * itself runs once.
 *
 * @param {BinaryenModule} module
 * @param {string} text What the module's `emitText` returns.
 */
export function exportStart(module, text) {
  const isOld = OLD_MARKERS.some((marker) => module.getExport(marker));
  if (!isOld || module.getExport(START)) return;
  const [, quoted, plain] = INITIALIZED.exec(text) ?? [];
  const name = quoted ?? plain;
  if (name !== undefined) module.addFunctionExport(name, START);
}

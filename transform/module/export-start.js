import { INITIALIZE, START } from "../contract/compiler.js";
import { OLD_MARKERS } from "../contract/sdk.js";

/**
 * Exports `_initialize` as `_start`, too, from a module for ABI 0.1.0 or 0.2.0: the
 * proxies that know no newer one, before Istio 1.8 and Envoy 1.17, call only that, and no
 * context would be registered. A proxy that finds `_initialize` calls no `_start`, and
 * the function itself runs once.
 *
 * @param {import("../contract/binaryen.js").Binaryen} binaryen
 * @param {import("../contract/binaryen.js").BinaryenModule} module
 */
export function exportStart(binaryen, module) {
  const isOld = OLD_MARKERS.some((marker) => module.getExport(marker));
  const initialize = module.getExport(INITIALIZE);
  if (!isOld || !initialize || module.getExport(START)) return;
  module.addFunctionExport(binaryen.getExportInfo(initialize).value, START);
}

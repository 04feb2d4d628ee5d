import { filterSources } from "../source/filter-sources.js";
import { refuse } from "./refuse.js";
import { REG_EXP } from "../contract/sdk.js";
import { isNew, nodesIn } from "../source/syntax.js";

/**
 * Makes `new RegExp(…)` an error: the compiler's own class would say only by a trap that
 * there are none. A class that the filter imports under this name is left alone.
 *
 * @param {import("assemblyscript").Program} program
 */
export function refuseRegExp(program) {
  for (const source of filterSources(program)) {
    const file = program.filesByName.get(source.internalPath);
    if (file?.lookup("RegExp")?.internalName !== REG_EXP) continue;
    for (const node of nodesIn(source)) {
      if (!isNew(node) || node.typeName.identifier.text !== "RegExp") continue;
      refuse(
        program,
        node.range,
        'There is no RegExp: regex("^a[0-9]+") of proxy-wasm-as is compiled with the filter, and Regex.compile(text) when it runs.',
      );
    }
  }
}

import { filterSources } from "../source/filter-sources.js";
import { refuse } from "./refuse.js";
import { REG_EXP } from "../contract/sdk.js";
import { isNew, nodesIn } from "../source/syntax.js";

/**
 * Makes `new RegExp(…)` an error: AssemblyScript has no regular expressions, and the
 * compiler's own class would only say so by a trap. A class that the filter imports
 * under this name is left alone.
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
        "AssemblyScript has no regular expressions: use startsWith, includes, indexOf or split, or a package with a class of this name.",
      );
    }
  }
}

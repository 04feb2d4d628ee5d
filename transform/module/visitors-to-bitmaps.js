import { contractError } from "../contract/broken.js";
import {
  OLDEST_COMPILER,
  VISIT_MEMBERS,
  VISITOR,
} from "../contract/compiler.js";
import { FIELDS } from "../contract/runtime.js";
import { Expressions, functionsOf } from "./expressions.js";
import { VisitedFields } from "./visited-fields.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 */

/**
 * Has what visits the fields of a class only note which fields there are, where it
 * does nothing else; the collector visits them in one loop. Where each class has
 * calls of its own, Envoy's V8 puts `visit` into them one by one: it takes the more
 * memory to compile, the more classes a filter has.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
export function visitorsToBitmaps(binaryen, module) {
  if (!module.getGlobal(FIELDS)) return;
  checkVisitors(binaryen, module);
  const reader = new VisitedFields(binaryen, module);
  const noted = functionsOf(module)
    .map((fn) => binaryen.getFunctionInfo(fn))
    .filter(({ name }) => name.endsWith(VISITOR))
    .map((visitor) => ({ ...visitor, fields: reader.fieldsOf(visitor.name) }));
  for (const { name, params, results, fields } of noted) {
    if (fields === undefined) continue;
    const note = module.global.set(FIELDS, module.i32.const(fields));
    module.removeFunction(name);
    module.addFunction(name, params, results, [], note);
  }
}

/**
 * Throws where what visits the fields of a class has another name than is looked for:
 * one function calls them all.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
function checkVisitors(binaryen, module) {
  const all = module.getFunction(VISIT_MEMBERS);
  const other = new Expressions(binaryen)
    .callsIn(module, all ? [all] : [])
    .map((call) => binaryen.Call.getTarget(call))
    .find((name) => !name.endsWith(VISITOR));
  if (other === undefined) return;
  throw contractError(
    `proxy-wasm-as cannot build with this assemblyscript: ${VISIT_MEMBERS} calls ${other}, whose name does not end with ${VISITOR}. Install assemblyscript ${OLDEST_COMPILER} or a newer 0.28.`,
  );
}

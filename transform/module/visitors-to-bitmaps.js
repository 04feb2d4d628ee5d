import { VisitedFields } from "./visited-fields.js";
import { SDK } from "../source/sdk.js";

/** The global that says which fields of an object to look at, a bit for each. */
const FIELDS = `${SDK}assembly/runtime/collector/fields`;

/** How the names end of what visits all fields of an object of a class. */
const VISITOR = "~visit";

/**
 * @typedef {import("./visited-fields.js").Binaryen} Binaryen
 *
 * @typedef {object} Output What is used here of the compiler's output.
 * @property {() => number} getNumFunctions
 * @property {(index: number) => number} getFunctionByIndex
 * @property {(name: string) => number} getGlobal 0 where there is none.
 * @property {(name: string) => void} removeFunction
 * @property {(name: string, parameters: number, results: number, variables: number[], body: number) => void} addFunction
 * @property {{ const: (value: number) => number }} i32
 * @property {{ set: (name: string, value: number) => number }} global
 *
 * @typedef {import("./visited-fields.js").BinaryenModule & Output} BinaryenModule
 */

/**
 * Has what visits the fields of a class only note which fields there are, where it
 * does nothing else; the collector visits them in one loop. Where each class has
 * calls of its own, Envoy's V8 puts `visit` into them one by one: it takes the more
 * memory to compile, the more classes a filter has.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {string} text What the module's `emitText` returns.
 */
export function visitorsToBitmaps(binaryen, module, text) {
  if (!module.getGlobal(FIELDS)) return;
  const reader = new VisitedFields(binaryen, module, text);
  const noted = [...Array(module.getNumFunctions()).keys()]
    .map((index) => binaryen.getFunctionInfo(module.getFunctionByIndex(index)))
    .filter(({ name }) => name.endsWith(VISITOR))
    .map((visitor) => ({ ...visitor, fields: reader.fieldsOf(visitor.name) }));
  for (const { name, params, results, fields } of noted) {
    if (fields === undefined) continue;
    const note = module.global.set(FIELDS, module.i32.const(fields));
    module.removeFunction(name);
    module.addFunction(name, params, results, [], note);
  }
}

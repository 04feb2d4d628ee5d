import { SDK } from "../source/sdk.js";

/** Classes that are extended, and seldom made themselves. */
const BASES = [
  "~lib/object/Object",
  `${SDK}assembly/contexts/context/Context`,
  `${SDK}assembly/contexts/http-context/HttpContext`,
  `${SDK}assembly/contexts/root-context/RootContext`,
  `${SDK}assembly/contexts/stream-context/StreamContext`,
];

/**
 * @typedef {object} Expression What is read here of an expression of the compiler's.
 * @property {number} id
 * @property {number[]} [children]
 * @property {number} [condition]
 * @property {number} [op]
 *
 * @typedef {object} Binaryen What is used here of the compiler's optimizer.
 * @property {(fn: number) => { body: number }} getFunctionInfo
 * @property {(expression: number) => Expression} getExpressionInfo
 * @property {number} EqZInt32
 * @property {{ setChildAt: (block: number, index: number, child: number) => void }} Block
 *
 * @typedef {object} BinaryenModule What is used here of the compiler's output.
 * @property {(name: string) => number} getFunction 0 where there is none.
 * @property {() => number} nop
 */

/**
 * Drops what a constructor does where it is called without an object to construct:
 * it allocates one. The constructor of a class that is only extended is always
 * called with one, which the optimizer cannot see.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {string} text What the module's `emitText` returns.
 */
export function dropBaseAllocation(binaryen, module, text) {
  for (const name of BASES.map((base) => `${base}#constructor`)) {
    const constructor = module.getFunction(name);
    if (!constructor || isCalledWithout(text, name)) continue;
    const { body } = binaryen.getFunctionInfo(constructor);
    const [first] = binaryen.getExpressionInfo(body).children ?? [];
    if (!first) continue;
    const { condition } = binaryen.getExpressionInfo(first);
    if (!condition) continue;
    if (binaryen.getExpressionInfo(condition).op !== binaryen.EqZInt32)
      continue;
    binaryen.Block.setChildAt(body, 0, module.nop());
  }
}

/**
 * Tells whether a constructor is called to make an object of its own class.
 *
 * @param {string} text
 * @param {string} name
 */
function isCalledWithout(text, name) {
  const calls = text.split(`(call $${name}\n`).slice(1);
  return calls.some((rest) => !/^\s*\(local\.(get|tee) /.test(rest));
}

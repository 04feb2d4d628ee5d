import { CONSTRUCTOR } from "../contract/compiler.js";
import { BASE_CLASSES } from "../contract/sdk.js";
import { Expressions } from "./expressions.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 */

/**
 * Drops what a constructor does where it is called without an object to construct:
 * it allocates one. The constructor of a class that is only extended is always
 * called with one, which the optimizer cannot see.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
export function dropBaseAllocation(binaryen, module) {
  const allocating = calledWithoutObject(binaryen, module);
  for (const name of BASE_CLASSES.map((each) => each + CONSTRUCTOR)) {
    const constructor = module.getFunction(name);
    if (!constructor || allocating.has(name)) continue;
    const body = binaryen.Function.getBody(constructor);
    if (!beginsWithAllocation(binaryen, body)) continue;
    binaryen.Block.setChildAt(body, 0, module.nop());
  }
}

/**
 * Tells whether a function's body begins with `if (!this) this = allocate()`.
 *
 * @param {Binaryen} binaryen
 * @param {number} body
 */
function beginsWithAllocation(binaryen, body) {
  const { Block, EqZInt32, If, Unary } = binaryen;
  const expressions = new Expressions(binaryen);
  if (expressions.kindOf(body) !== "Block") return false;
  const [first] = Block.getChildren(body);
  if (!first || expressions.kindOf(first) !== "If") return false;
  const condition = If.getCondition(first);
  return (
    expressions.kindOf(condition) === "Unary" &&
    Unary.getOp(condition) === EqZInt32
  );
}

/**
 * Returns the constructors that are called to make an object of their own class: with
 * something else than a local as the first operand.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
function calledWithoutObject(binaryen, module) {
  const expressions = new Expressions(binaryen);
  /** @type {Set<string>} */
  const names = new Set();
  for (const call of expressions.callsIn(module)) {
    const target = binaryen.Call.getTarget(call);
    if (!target.endsWith(CONSTRUCTOR)) continue;
    const object = binaryen.Call.getOperandAt(call, 0);
    const kind = expressions.kindOf(object);
    const isLocal =
      kind === "LocalGet" ||
      (kind === "LocalSet" && binaryen.LocalSet.isTee(object));
    if (!isLocal) names.add(target);
  }
  return names;
}

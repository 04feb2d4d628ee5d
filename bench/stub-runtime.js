// @ts-check
/**
 * A transform that lets the bench build a filter with the runtime `stub`, which the
 * SDK refuses: it never frees memory. It shows what collection costs.
 */
export default class StubRuntime {
  /**
   * Makes `STUB` in `abi/turn.ts`, with which the SDK compares the runtime, a number
   * that no runtime has.
   *
   * @param {import("assemblyscript").Program} program
   */
  afterInitialize(program) {
    const file = program.filesByName.get(
      "~lib/proxy-wasm-as/assembly/abi/turn",
    );
    const stub = declaration(file?.members?.get("STUB"));
    const lowBudget = declaration(file?.members?.get("LOW_BUDGET"));
    if (!stub || !lowBudget) {
      throw new Error("Cannot find STUB and LOW_BUDGET in abi/turn.ts");
    }
    stub.initializer = lowBudget.initializer;
  }
}

/** @param {import("assemblyscript").Element | undefined} element */
function declaration(element) {
  const found = /** @type {{ declaration?: object } | undefined} */ (element);
  return /** @type {import("assemblyscript").VariableDeclaration | undefined} */ (
    found?.declaration
  );
}

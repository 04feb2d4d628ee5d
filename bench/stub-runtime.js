// @ts-check
/**
 * A transform that lets the bench build a filter with the runtime `stub`, which the
 * SDK refuses: it never frees memory. It shows what collection costs.
 */
export default class StubRuntime {
  /**
   * Makes `STUB` in `runtime/turn.ts`, with which the SDK compares the runtime, a number
   * that no runtime has.
   *
   * @param {import("assemblyscript").Program} program
   */
  afterInitialize(program) {
    const file = program.filesByName.get(
      "~lib/proxy-wasm-as/assembly/runtime/turn",
    );
    const stub = declaration(file?.members?.get("STUB"));
    const otherNumber = declaration(file?.members?.get("TURNS_AFTER_GROWTH"));
    if (!stub || !otherNumber) {
      throw new Error(
        "Cannot find STUB and TURNS_AFTER_GROWTH in runtime/turn.ts",
      );
    }
    stub.initializer = otherNumber.initializer;
  }
}

/** @param {import("assemblyscript").Element | undefined} element */
function declaration(element) {
  const found = /** @type {{ declaration?: object } | undefined} */ (element);
  return /** @type {import("assemblyscript").VariableDeclaration | undefined} */ (
    found?.declaration
  );
}

// @ts-check
/**
 * A transform that lets the bench build a filter with the runtime `stub`, which the SDK
 * refuses because it never frees memory. It shows what collection costs.
 */
export default class StubRuntime {
  /**
   * The SDK compares the runtime with `STUB` in `runtime/collection-schedule.ts`. This
   * sets `STUB` to a number that no runtime has.
   *
   * @param {import("assemblyscript").Program} program
   */
  afterInitialize(program) {
    const file = program.filesByName.get(
      "~lib/proxy-wasm-as/assembly/runtime/collection-schedule",
    );
    const stub = declaration(file?.members?.get("STUB"));
    const other = declaration(file?.members?.get("LEAST"));
    if (!stub || !other) {
      throw new Error(
        "Cannot find STUB and LEAST in runtime/collection-schedule.ts",
      );
    }
    stub.initializer = other.initializer;
  }
}

/** @param {import("assemblyscript").Element | undefined} element */
function declaration(element) {
  const found = /** @type {{ declaration?: object } | undefined} */ (element);
  return /** @type {import("assemblyscript").VariableDeclaration | undefined} */ (
    found?.declaration
  );
}

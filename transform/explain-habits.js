import { explainHabits } from "./habits/explain.js";

/**
 * The part of the SDK's transform that specs are compiled with: as-pect's runtime and its
 * own transform leave no room for the rest.
 */
export default class ExplainHabits {
  /** Called by the compiler before it reads any source. */
  constructor() {
    const { program } =
      /** @type {{ program: import("assemblyscript").Program }} */ (
        /** @type {unknown} */ (this)
      );
    this.check = explainHabits(program);
  }

  /** Called by the compiler when all names are known and nothing is compiled. */
  afterInitialize() {
    this.check();
  }
}

// @ts-check
/**
 * A transform that lets the bench see what a part of reading settings takes: it empties the
 * functions of that part, so that nothing is left of what only they need. Such a module is
 * for its size alone. `--use BENCH_WITHOUT=3` says which part, by its place in
 * `settings-parts.json`.
 */
import { readFileSync } from "node:fs";

/**
 * @typedef {object} Part
 * @property {string} what What it does.
 * @property {Record<string, number>} functions What they answer in its place, by their
 *   paths below `assembly/models/`.
 */

/** @type {unknown} */
const parts = JSON.parse(
  readFileSync(new URL("settings-parts.json", import.meta.url), "utf8"),
);
const PARTS = /** @type {Part[]} */ (parts);

const MODELS = "~lib/proxy-wasm-as/assembly/models/";

export default class WithoutPart {
  /**
   * There once the names of a program are known.
   *
   * @type {import("assemblyscript").Program | undefined}
   */
  #program;

  /** @param {import("assemblyscript").Program} program */
  afterInitialize(program) {
    this.#program = program;
  }

  /** @param {import("../transform/contract/binaryen.js").BinaryenModule} module */
  afterCompile(module) {
    const { binaryen } =
      /** @type {{ binaryen: import("../transform/contract/binaryen.js").Binaryen }} */ (
        /** @type {unknown} */ (this)
      );
    const number = this.#program?.options.globalAliases?.get("BENCH_WITHOUT");
    const parts = number === "0" ? PARTS : [PARTS[Number(number) - 1]];
    for (const { functions } of parts) {
      for (const [path, answer] of Object.entries(functions)) {
        const name = `${MODELS}${path}`;
        const found = module.getFunction(name);
        if (!found) throw new Error(`Cannot empty ${path}: there is none`);
        const { params, results } = binaryen.getFunctionInfo(found);
        const body =
          results === binaryen.none
            ? module.nop()
            : results === binaryen.i64
              ? module.i64.const(BigInt(answer))
              : module.i32.const(answer);
        module.removeFunction(name);
        module.addFunction(name, params, results, [], body);
      }
    }
  }
}

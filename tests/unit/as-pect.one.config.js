// @ts-check
import { aspectConfig, instantiate } from "proxy-wasm-as/testing/as-pect";
import { useFastShadow } from "./fast-shadow.js";
import { SpecNode } from "./spec-node.js";

useFastShadow();

/** See the README of as-pect; `instantiate` is called once for each spec file. */
export default aspectConfig({
  entries: ["tests/unit/streams/models.spec.ts"],
  // Without any, as-pect looks into a folder of its own.
  include: ["tests/unit/**/*.include.ts"],

  /**
   * @param {WebAssembly.Memory} memory
   * @param {(...imports: object[]) => any} createImports
   * @param {(binary: Uint8Array, imports: object) => Promise<any>} load
   * @param {Uint8Array} binary
   */
  async instantiate(memory, createImports, load, binary) {
    const node = new SpecNode();
    const withNode = (/** @type {object} */ own) => {
      const imports = createImports({ ...own, node: node.imports });
      node.countBlocks(imports.rtrace);
      return imports;
    };
    const module = await instantiate(memory, withNode, load, binary);
    node.attach(module.exports);
    return module;
  },
});

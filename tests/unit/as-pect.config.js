// @ts-check
import { createTestHost } from "./host.js";

/** See the README of as-pect; `instantiate` is called once for each spec file. */
export default {
  entries: ["tests/unit/**/*.spec.ts"],
  // as-pect's own default is a folder that does not exist here.
  include: ["tests/unit/**/*.include.ts"],
  disclude: [],
  outputBinary: false,

  /**
   * Instantiates a spec file beside a host of its own.
   *
   * @param {WebAssembly.Memory} _memory
   * @param {(imports: object) => any} createImports
   * @param {typeof import("@assemblyscript/loader").instantiate} instantiate
   * @param {Uint8Array<ArrayBuffer>} binary
   */
  async instantiate(_memory, createImports, instantiate, binary) {
    const host = createTestHost();
    const imports = createImports(host.imports);
    host.countBlocks(imports.rtrace);
    const module = await instantiate(binary, imports);
    host.attach(module.exports);
    return module;
  },
};

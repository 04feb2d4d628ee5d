/** A compiler transform that removes the exports with which the host allocates. */
export default class DropMalloc {
  /** @param {import("assemblyscript").Program} program */
  afterInitialize(program) {
    const path = "~lib/proxy-wasm-as/assembly/exports";
    const exports = program.filesByName.get(path)?.exports;
    exports?.delete("malloc");
    exports?.delete("proxy_on_memory_allocate");
  }
}

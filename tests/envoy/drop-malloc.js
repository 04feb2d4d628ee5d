/** A compiler transform: takes from a module what the host allocates by. */
export default class DropMalloc {
  /** @param {import("assemblyscript").Program} program */
  afterInitialize(program) {
    const path = "~lib/proxy-wasm-as/assembly/exports";
    const exports = program.filesByName.get(path)?.exports;
    exports?.delete("malloc");
    exports?.delete("proxy_on_memory_allocate");
  }
}

import { aspectConfig } from "proxy-wasm-as/testing/as-pect";

/** Runs the specs of all examples in one process, so the compiler is loaded once. */
export default aspectConfig({
  entries: ["../../examples/sse-guard/tests/sse-guard.spec.ts","../../examples/mcp-tools/tests/mcp-tools.spec.ts"],
});

import { aspectConfig } from "proxy-wasm-as/testing/as-pect";

/** The specs of all examples, in one process: the compiler is loaded once. */
export default aspectConfig({
  entries: ["../../examples/*/tests/**/*.spec.ts"],
});

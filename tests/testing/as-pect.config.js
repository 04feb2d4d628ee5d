import { aspectConfig } from "proxy-wasm-as/testing/as-pect";

/** The testing API must be the same on both builds. */
export default aspectConfig({ entries: ["*.spec.ts"], specsOn: "both" });

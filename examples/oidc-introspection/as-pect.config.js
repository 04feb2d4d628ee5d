import { aspectConfig } from "proxy-wasm-as/testing/as-pect";

export default aspectConfig();

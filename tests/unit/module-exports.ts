// The test host allocates its answers by this, as a proxy does.
export { allocate as malloc } from "proxy-wasm-as/assembly/abi/memory";

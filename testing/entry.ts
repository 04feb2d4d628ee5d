// By the package's name: a relative path would compile a second copy of the SDK.
export * from "proxy-wasm-as/assembly/entry";
import "proxy-wasm-as/testing/abort";
export { __call, __ignoreLogs } from "@as-pect/assembly/assembly/index";

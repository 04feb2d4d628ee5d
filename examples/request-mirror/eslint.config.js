export { default } from "proxy-wasm-as/eslint";

// By the package's name: a relative path would compile a second copy of the SDK.
export * from "proxy-wasm-as/assembly/exports";
export * from "proxy-wasm-as/assembly/exports/abi-0.2.0";
export * from "proxy-wasm-as/assembly/exports/since-0.2.0";
import "proxy-wasm-as/assembly/globals/abort";
import "proxy-wasm-as/assembly/globals/console";
import "proxy-wasm-as/assembly/globals/crypto";
import "proxy-wasm-as/assembly/globals/date";
import "proxy-wasm-as/assembly/globals/parse-float";
import "proxy-wasm-as/assembly/globals/performance";
import "proxy-wasm-as/assembly/globals/process";
import "proxy-wasm-as/assembly/globals/reg-exp";
import "proxy-wasm-as/assembly/globals/seed";
import "proxy-wasm-as/assembly/globals/trace";

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import {
  abiVersionsOf,
  assertWasmModule,
} from "../../../cli/oci/wasm-module.ts";
import { SAMPLE_MODULE } from "./sample-module.ts";

test("assertWasmModule says what a file is instead of a module", () => {
  assertWasmModule(SAMPLE_MODULE, "a.wasm");
  const files: [Uint8Array, RegExp][] = [
    [Buffer.from(""), /^a\.wasm is not a Wasm module: it is empty\.$/],
    [Buffer.from("hello"), /: it does not begin with \\0asm\.$/],
    [Buffer.from("(module)"), /: it is its text format\.$/],
    [gzipSync(SAMPLE_MODULE), /: it is compressed with gzip\.$/],
    [Buffer.from("\0asm\r\0\x01\0"), /component of the component model/],
  ];
  for (const [bytes, message] of files) {
    assert.throws(() => assertWasmModule(bytes, "a.wasm"), {
      code: "NOT_WASM",
      message,
    });
  }
});

test("abiVersionsOf reads the versions that a module exports", async () => {
  assert.deepEqual(await abiVersionsOf(SAMPLE_MODULE), ["v0.2.1"]);
  const empty = SAMPLE_MODULE.subarray(0, 8);
  assert.deepEqual(await abiVersionsOf(empty), []);
  const broken = SAMPLE_MODULE.subarray(0, 20);
  assert.deepEqual(await abiVersionsOf(broken), []);
});

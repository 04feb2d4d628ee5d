import assert from "node:assert/strict";
import { test } from "node:test";
import { sharesOf } from "../../bench/profile.ts";

test("sharesOf adds up Envoy's code, code from V8, and the rest", () => {
  const report = [
    "# To display the perf.data header info",
    " 88.70% ,envoy             ",
    " 5.00%  ,[JIT] tid 4711",
    " 0.90%  ,[unknown]",
    " 5.00%  ,libc.so.6",
    " 0.40%  ,[vdso]",
    "",
  ].join("\n");
  assert.deepEqual(sharesOf(report), {
    envoy: 88.7,
    module: 5.9,
    libraries: 5.4,
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { mirrorFindings } from "./mirrors.ts";

test("mirrorFindings names sources that no test mirrors", () => {
  const paths = [
    "assembly/abi/a.ts",
    "assembly/abi/b.ts",
    "assembly/index.ts",
    "assembly/types.d.ts",
    "cli/envoy/c.ts",
    "tests/unit/abi/a.spec.ts",
    "tests/unit/api/b.spec.ts",
  ];
  assert.deepEqual(mirrorFindings(paths), [
    "assembly/abi/b.ts has no test that mirrors it",
    "cli/envoy/c.ts has no test that mirrors it",
  ]);
});

test("mirrorFindings counts a test of a part for its own source", () => {
  const paths = [
    "assembly/api/header.ts",
    "assembly/api/header-list.ts",
    "tests/unit/api/header-list-limits.spec.ts",
  ];
  assert.deepEqual(mirrorFindings(paths), [
    "assembly/api/header.ts has no test that mirrors it",
  ]);
});

test("mirrorFindings names an excuse that is not needed", () => {
  const paths = ["cli/a.ts", "cli/b.ts", "tests/cli/a.test.ts"];
  const reasons = { "cli/a.ts": "a test", "cli/b.ts": "a test" };
  assert.deepEqual(mirrorFindings(paths, reasons), [
    "cli/a.ts is excused, and has a test",
  ]);
});

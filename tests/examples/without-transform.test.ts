import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

for (const example of readdirSync(join(ROOT, "examples"))) {
  test(`examples/${example} passes its tests without the transform, too`, async () => {
    const wasm = await compile(`examples/${example}/assembly/index.ts`, {
      transform: false,
    });
    const folder = join(ROOT, "build/tests/without-transform", example);
    mkdirSync(join(folder, "build"), { recursive: true });
    cpSync(wasm, join(folder, "build/release.wasm"));
    const tests = join(folder, "tests");
    cpSync(join(ROOT, "examples", example, "tests"), tests, {
      recursive: true,
    });
    const found = readdirSync(tests).filter((name) => /\.test\.js$/.test(name));
    assert.ok(found.length > 0);
    // Otherwise the inner test runner would report to this one.
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const { status, stdout } = spawnSync(
      process.execPath,
      ["--test", ...found.map((name) => join(tests, name))],
      { env, encoding: "utf8" },
    );
    assert.equal(status, 0, stdout);
  });
}

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

/** What a filter may use that the transform makes, syntax included. */
const NEEDS_TRANSFORM = /\b(?:JsonModel|HttpHandler)|\?\?|\?\./;

/** What a build says without it: the SDK, or the compiler of syntax that it lacks. */
const REFUSAL =
  /(?:Models|Handlers) need the transform of proxy-wasm-as: extend its asconfig\.json\.|TS(?:1003: Identifier|1109: Expression) expected/;

const EXAMPLES = readdirSync(join(ROOT, "examples"));
const [needing, others] = [true, false].map((needs) =>
  EXAMPLES.filter((example) => {
    const folder = join(ROOT, "examples", example, "assembly");
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(folder, name), "utf8"));
    return texts.some((text) => NEEDS_TRANSFORM.test(text)) === needs;
  }),
);

for (const example of needing) {
  test(`examples/${example} does not compile without the transform`, async () => {
    await assert.rejects(
      compile(`examples/${example}/assembly/index.ts`, { transform: false }),
      REFUSAL,
    );
  });
}

for (const example of others) {
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
    assert.equal(found.length > 0, true);
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

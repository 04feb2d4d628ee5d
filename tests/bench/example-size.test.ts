import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { moduleSize } from "../../bench/module-size.ts";
import { recordedBefore } from "../../bench/changes.ts";
import { compile } from "../compile.ts";
import { ROOT } from "../../scripts/project/project-files.ts";
import { showChanges } from "./show-changes.ts";
import { type Sizes, sizeFinding } from "./example-size.ts";

const SIZES = JSON.parse(
  readFileSync(join(ROOT, "bench/sizes.json"), "utf8"),
) as Sizes;

const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((name) =>
  existsSync(join(ROOT, "examples", name, "assembly/index.ts")),
);

const measured: Sizes = {};

// As many at once as there are compilers.
describe("bench/sizes.json", { concurrency: availableParallelism() }, () => {
  for (const example of EXAMPLES) {
    test(`has the size of examples/${example} without custom sections`, async () => {
      const wasm = await compile(`examples/${example}/assembly/index.ts`);
      const { code } = moduleSize(wasm);
      measured[example] = code;
      assert.equal(sizeFinding(SIZES, example, code), "");
    });
  }
});

test("bench/sizes.json names only existing examples; what a change did to their sizes is shown", (t) => {
  const gone = Object.keys(SIZES).filter((name) => !EXAMPLES.includes(name));
  assert.deepEqual(gone, []);
  showChanges(t, recordedBefore<Sizes>("bench/sizes.json"), measured);
});

test("sizeFinding lets a module grow by 2 %", () => {
  assert.equal(sizeFinding({ a: 1000 }, "a", 1020), "");
});

test("sizeFinding reports a module that has grown by more", () => {
  assert.match(sizeFinding({ a: 1000 }, "a", 1021), /from 1000 to 1021 bytes/);
});

test("sizeFinding reports a module that has shrunk by a tenth", () => {
  assert.match(sizeFinding({ a: 1000 }, "a", 899), /from 1000 to 899 bytes/);
});

test("sizeFinding reports an example without a recorded size", () => {
  assert.match(sizeFinding({ a: 1000 }, "b", 7), /no size for b/);
});

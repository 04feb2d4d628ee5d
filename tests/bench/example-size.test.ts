import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { moduleSize } from "../../bench/module-size.ts";
import { compile } from "../compile.ts";
import { ROOT } from "../project/project-files.ts";
import { sizeFinding } from "./example-size.ts";

const CHANGELOG = readFileSync(join(ROOT, "CHANGELOG.md"), "utf8");

const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((name) =>
  existsSync(join(ROOT, "examples", name, "assembly/index.ts")),
);

for (const example of EXAMPLES) {
  test(`CHANGELOG.md says how large the module of examples/${example} is, custom sections aside`, async () => {
    const wasm = await compile(`examples/${example}/assembly/index.ts`);
    const { code } = moduleSize(wasm);
    assert.equal(sizeFinding(CHANGELOG, example, code), "");
  });
}

const SAID = "- `examples/a` takes 1,000 bytes.\n- `examples/a` takes 1 bytes.";

test("sizeFinding lets a module grow by 2 % of what the newest line says", () => {
  assert.equal(sizeFinding(SAID, "a", 1020), "");
});

test("sizeFinding names a module that has grown by more, and the line to write", () => {
  assert.match(
    sizeFinding(SAID, "a", 1021),
    /grown from 1000 bytes.*`examples\/a` takes 1,021 bytes$/,
  );
});

test("sizeFinding names a module that is much smaller, which could grow unseen", () => {
  assert.match(sizeFinding(SAID, "a", 899), /takes 899 bytes$/);
});

test("sizeFinding names a module that the changelog does not name", () => {
  assert.match(sizeFinding(SAID, "b", 7), /`examples\/b` takes 7 bytes$/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { RULES } from "../../editor/eslint/rules.js";
import { filterOf } from "./filter-of.ts";
import { lint } from "./lint.ts";

for (const { name, bad, good } of RULES) {
  test(`${name} finds its example, and none of the rules finds anything in the other`, () => {
    const found = lint(filterOf(bad));
    assert.ok(
      found.some((each) => each.includes(` ${name}: `)),
      found.join("\n"),
    );
    assert.deepEqual(lint(filterOf(good)), []);
  });
}

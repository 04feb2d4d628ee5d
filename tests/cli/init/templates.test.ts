import assert from "node:assert/strict";
import { test } from "node:test";
import { templateFolder, TEMPLATES } from "../../../cli/init/templates.ts";

test("templateFolder finds every template and every example, and nothing else", () => {
  for (const { name } of TEMPLATES) assert.ok(templateFolder(name), name);
  assert.ok(templateFolder("cas-counter"));
  for (const name of ["none", "..", "../examples/blank", ""]) {
    assert.equal(templateFolder(name), undefined);
  }
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { generateProperties } from "../../scripts/generate-properties.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

test("the accessors of properties are as the table of attributes makes them", async () => {
  for (const [path, text] of await generateProperties()) {
    const found = readFileSync(join(ROOT, path), "utf8");
    const hint = `${path} is old: npx tsx scripts/generate-properties.ts`;
    assert.equal(found, text, hint);
  }
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { generatePhrases } from "../../scripts/generate-phrases.ts";
import {
  FOLDERS,
  generateProperties,
} from "../../scripts/generate-properties.ts";
import { generateRefusals } from "../../scripts/generate-refusals.ts";
import { exampleFiles } from "../../scripts/example-files.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

test("npm run generate changes nothing", async () => {
  for (const [path, text] of [
    ...(await generateProperties()),
    ...(await generatePhrases()),
    ...(await generateRefusals()),
    ...exampleFiles(),
  ]) {
    const found = readFileSync(join(ROOT, path), "utf8");
    const hint = `${path} is old: npm run generate`;
    assert.equal(found, text, hint);
  }
});

test("folders of generated files have no others", async () => {
  const generated = await generateProperties();
  const found = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
  );
  assert.deepEqual(found.toSorted(), [...generated.keys()].toSorted());
});

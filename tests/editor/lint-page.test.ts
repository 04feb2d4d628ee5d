import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { format, resolveConfig } from "prettier";
import { renderLintPage } from "../../scripts/lint-page.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

test('docs/lint.md is what "npm run docs:lint" writes', async () => {
  const path = join(ROOT, "docs/lint.md");
  const options = await resolveConfig(path);
  assert.equal(
    readFileSync(path, "utf8"),
    await format(renderLintPage(), { ...options, filepath: path }),
  );
});

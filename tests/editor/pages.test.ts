import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { format, resolveConfig } from "prettier";
import { renderEditorPage } from "../../scripts/editor-page.ts";
import { renderLintPage } from "../../scripts/lint-page.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

const PAGES: [name: string, render: () => string][] = [
  ["docs/lint.md", renderLintPage],
  ["docs/editor.md", renderEditorPage],
];

for (const [name, render] of PAGES) {
  test(`${name} is what "npm run docs:editor" writes`, async () => {
    const path = join(ROOT, name);
    const options = await resolveConfig(path);
    assert.equal(
      readFileSync(path, "utf8"),
      await format(render(), { ...options, filepath: path }),
    );
  });
}

/** `npm run docs:editor`: writes docs/lint.md and docs/editor.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { renderEditorPage } from "./editor-page.ts";
import { renderLintPage } from "./lint-page.ts";
import { ROOT } from "./project/project-files.ts";

const pages = {
  "docs/lint.md": renderLintPage(),
  "docs/editor.md": renderEditorPage(),
};
for (const [name, text] of Object.entries(pages)) {
  const path = join(ROOT, name);
  const options = await resolveConfig(path);
  writeFileSync(path, await format(text, { ...options, filepath: path }));
  console.log(`Wrote ${name}.`);
}

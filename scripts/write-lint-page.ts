/** `npm run docs:lint`: writes docs/lint.md, the reference of the lint rules. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { renderLintPage } from "./lint-page.ts";
import { ROOT } from "./project/project-files.ts";

const path = join(ROOT, "docs/lint.md");
const options = await resolveConfig(path);
writeFileSync(
  path,
  await format(renderLintPage(), { ...options, filepath: path }),
);
console.log("Wrote docs/lint.md.");

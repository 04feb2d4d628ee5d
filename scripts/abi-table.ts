/** Writes docs/abi.md: each function of the ABI, our names for it, and its tests. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { ROOT } from "./project/project-files.ts";
import { renderAbiTable } from "./abi/render.ts";
import { readAbiTable } from "./abi/table.ts";

const path = join(ROOT, "docs/abi.md");
const options = await resolveConfig(path);
const text = await format(renderAbiTable(readAbiTable()), {
  ...options,
  filepath: path,
});
writeFileSync(path, text);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileText } from "../../tests/compile-text.ts";
import { moduleSize } from "../module-size.ts";
import type { Work } from "./work.ts";

const BLANK = readFileSync(
  join(import.meta.dirname, "../../examples/blank/assembly/index.ts"),
  "utf8",
);

/** How many bytes of code and data a work adds to the example `blank`. */
export async function addedBytes({ imports, uses }: Work): Promise<number> {
  const base = moduleSize(await compileText(BLANK)).code;
  const text = BLANK.replace(
    "import {",
    `import {\n  ${imports!.join(",\n  ")},`,
  );
  const whole = text.replace("    return", `    ${uses}\n    return`);
  return moduleSize(await compileText(whole)).code - base;
}

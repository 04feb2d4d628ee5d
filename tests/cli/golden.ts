import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Compares a text with the golden file `tests/cli/<name>`. `UPDATE_GOLDEN=1` writes the
 * file first; read it before you commit it.
 */
export function assertGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(name, import.meta.url));
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, "utf8"));
}

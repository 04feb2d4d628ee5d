import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Compares a text with the one that is kept beside the tests, under
 * `tests/cli/<name>`. `UPDATE_GOLDEN=1` writes it instead, to be read before it
 * is committed.
 */
export function assertGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(name, import.meta.url));
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, "utf8"));
}

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clearCaches } from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import { ROOT } from "../../scripts/project/project-files.ts";

/** After as many examples the types of their projects are dropped: they fill the heap. */
const EXAMPLES_IN_MEMORY = 12;

for (const [index, example] of readdirSync(join(ROOT, "examples")).entries()) {
  test(`examples/${example} has no finding of its own configuration`, async () => {
    const eslint = new ESLint({
      cwd: join(ROOT, "examples", example),
      // The build says the same, and takes most of the time.
      overrideConfig: { rules: { "proxy-wasm/compiler-error": "off" } },
    });
    const results = await eslint.lintFiles(["."]);
    assert.ok(results.length >= 4);
    const findings = results.flatMap(({ filePath, messages }) =>
      messages.map(
        ({ line, ruleId, message }) =>
          `${filePath}:${line} ${ruleId}: ${message}`,
      ),
    );
    assert.deepEqual(findings, []);
    if (index % EXAMPLES_IN_MEMORY === EXAMPLES_IN_MEMORY - 1) clearCaches();
  });
}

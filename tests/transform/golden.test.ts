import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { MODULE_PASSES, PROGRAM_PASSES } from "../../transform/passes.js";

const run = promisify(execFile);

const FOLDER = join(import.meta.dirname, "golden");
const RECORD = join(FOLDER, "record.js");
const ENDING = ".wat";

const isRewritten = process.env.UPDATE_GOLDEN === "1";
const passes = [...PROGRAM_PASSES, ...MODULE_PASSES].map(({ name }) => name);

/** `dropPhases` → `drop-phases.wat`. */
function fileOf(pass: string): string {
  const name = pass.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return name + ENDING;
}

test("each pass does to a small filter what its golden text says", async (t) => {
  const { stdout } = await run(process.execPath, [RECORD], {
    maxBuffer: 1 << 26,
  });
  const texts = JSON.parse(stdout) as Record<string, string>;
  assert.deepEqual(Object.keys(texts).toSorted(), passes.toSorted());
  for (const [pass, text] of Object.entries(texts)) {
    const file = join(FOLDER, fileOf(pass));
    await t.test(`${pass} does`, async () => {
      assert.notEqual(text, "", `${pass} changes nothing that is shown`);
      if (isRewritten) await writeFile(file, text);
      const golden = await readFile(file, "utf8").catch(() => "");
      assert.equal(
        text,
        golden,
        `${pass} does something else than golden/${fileOf(pass)} says: review the difference, and rewrite it by npm run golden:transform.`,
      );
    });
  }
});

test("each golden text is one of a pass", async () => {
  const files = await readdir(FOLDER);
  assert.deepEqual(
    files.filter((file) => file.endsWith(ENDING)).toSorted(),
    passes.map(fileOf).toSorted(),
  );
});

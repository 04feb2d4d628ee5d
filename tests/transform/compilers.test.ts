import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { OLDEST_COMPILER } from "../../transform/contract/compiler.js";
import { installCompiler, tryCompiler } from "../compilers/try-compiler.ts";
import { OLDEST, PINNED, releases } from "../compilers/versions.ts";
import { tempFolder } from "../temp-folder.ts";

test("package.json asks for the oldest compiler that has all that the transform needs", () => {
  assert.equal(OLDEST, OLDEST_COMPILER);
});

test("the transform works on the oldest compiler that is supported, and on the newest", async (t) => {
  const newest = (await releases()).at(-1) ?? PINNED;
  const root = await tempFolder(t);
  for (const version of new Set([OLDEST, newest])) {
    if (version === PINNED) continue;
    const folder = join(root, version);
    await installCompiler(folder, version);
    const { failures, differing } = await tryCompiler(folder);
    assert.deepEqual(failures, [], version);
    // A release to come may well make other modules.
    if (version === OLDEST) assert.deepEqual(differing, []);
  }
});

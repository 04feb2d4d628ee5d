import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  readTargets,
  requireEntries,
} from "../../../cli/compile/read-targets.ts";
import { tempFolder } from "../../temp-folder.ts";

test("readTargets returns the targets in the file's order", async (t) => {
  const file = join(await tempFolder(t), "asconfig.json");
  await writeFile(
    file,
    '{"targets":{"release":{"outFile":"a.wasm"},"debug":{}}}',
  );
  assert.deepEqual(await readTargets(file), [
    { name: "release", outFile: "a.wasm" },
    { name: "debug", outFile: undefined },
  ]);
});

test("readTargets says what is wrong with an asconfig.json", async (t) => {
  const file = join(await tempFolder(t), "asconfig.json");
  await assert.rejects(readTargets(file), {
    message: `Cannot build: ${file} cannot be read; run this in the folder of a filter.`,
  });
  await writeFile(file, "{");
  await assert.rejects(readTargets(file), {
    message: /^Cannot build: .*asconfig\.json is not JSON: /,
  });
  for (const text of ["null", "{}", '{"targets":{}}', '{"targets":1}']) {
    await writeFile(file, text);
    await assert.rejects(readTargets(file), {
      message: `Cannot build: ${file} has no targets.`,
    });
  }
});

test("requireEntries requires a source in the file itself, as asc does", async (t) => {
  const file = join(await tempFolder(t), "asconfig.json");
  for (const text of ["{}", '{"entries":[]}', '{"extends":"./base.json"}']) {
    await writeFile(file, text);
    await assert.rejects(requireEntries(file), {
      message: `Cannot build: ${file} lists no source; add "entries": ["assembly/index.ts"].`,
    });
  }
  await writeFile(file, '{"entries":["assembly/index.ts"]}');
  await requireEntries(file);
});

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { moduleSize } from "../../bench/module-size.ts";
import { tempFolder } from "../temp-folder.ts";

test("moduleSize excludes custom sections and their headers", async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, "a.wasm");
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const memory = [0x05, 0x03, 0x01, 0x00, 0x01];
  const custom = [0x00, 0x03, 0x01, 0x61, 0xff];
  await writeFile(file, Uint8Array.from([...header, ...memory, ...custom]));
  assert.deepEqual(moduleSize(file), { whole: 18, code: 13 });
});

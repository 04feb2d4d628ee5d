import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { replaceFile } from "../../../cli/oci/replace-file.ts";
import { tempFolder } from "../../temp-folder.ts";

test("replaceFile writes a file with its folders, then other content", async (t) => {
  const folder = join(await tempFolder(t), "a/b");
  const path = join(folder, "file");
  await replaceFile(path, "one", 0o600);
  assert.equal(await readFile(path, "utf8"), "one");
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  await replaceFile(path, Buffer.from("two"));
  assert.equal(await readFile(path, "utf8"), "two");
  assert.deepEqual(await readdir(folder), ["file"]);
});

test("replaceFile leaves nothing beside what it cannot replace", async (t) => {
  const folder = await tempFolder(t);
  await mkdir(join(folder, "taken/inner"), { recursive: true });
  const path = join(folder, "taken");
  await assert.rejects(replaceFile(path, "text"), {
    code: "NOT_WRITTEN",
    message: new RegExp(`^Cannot write ${path}: EISDIR.*\\.$`),
  });
  assert.deepEqual(await readdir(folder), ["taken"]);
});

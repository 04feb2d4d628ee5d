import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { runCommand } from "../../../cli/envoy/run-command.ts";
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
    message: `Cannot write ${path}: it is a folder.`,
  });
  assert.deepEqual(await readdir(folder), ["taken"]);
});

test("replaceFile says in words why the system takes nothing more", async () => {
  await assert.rejects(replaceFile("/dev/full", "text"), {
    code: "NOT_WRITTEN",
    message: "Cannot write /dev/full: no space is left there.",
  });
});

test("replaceFile writes to a special file, and does not replace it", async (t) => {
  const folder = await tempFolder(t);
  const pipe = join(folder, "pipe");
  await runCommand("mkfifo", [pipe], process.env);
  const link = join(folder, "link");
  await symlink("pipe", link);
  for (const path of [pipe, link]) {
    const reader = spawn("cat", [pipe], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    t.after(() => reader.kill());
    await replaceFile(path, "text");
    assert.equal(await text(reader.stdout), "text");
    assert.ok((await lstat(pipe)).isFIFO());
  }
  assert.deepEqual((await readdir(folder)).sort(), ["link", "pipe"]);
});

test("replaceFile replaces the file that a link leads to, and makes one that is not there", async (t) => {
  const folder = await tempFolder(t);
  await mkdir(join(folder, "inner"));
  await writeFile(join(folder, "inner/file"), "old");
  const link = join(folder, "link");
  await symlink("inner/file", link);
  await replaceFile(link, "new");
  assert.equal(await readFile(join(folder, "inner/file"), "utf8"), "new");
  assert.equal(await readlink(link), "inner/file");
  const open = join(folder, "open");
  await symlink("inner/other", open);
  await replaceFile(open, "first");
  assert.equal(await readFile(join(folder, "inner/other"), "utf8"), "first");
  assert.equal(await readlink(open), "inner/other");
});

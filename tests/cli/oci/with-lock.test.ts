import assert from "node:assert/strict";
import { mkdir, readdir, rmdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { withLock } from "../../../cli/oci/with-lock.ts";
import { tempFolder } from "../../temp-folder.ts";

test("withLock runs one action at a time, and frees the lock when one fails", async (t) => {
  const folder = await tempFolder(t);
  const path = join(folder, "lock");
  let running = 0;
  const action = async () => {
    running++;
    assert.equal(running, 1);
    await readdir(folder);
    running--;
  };
  await assert.rejects(withLock(path, () => Promise.reject(new Error("no"))));
  await Promise.all(Array.from({ length: 5 }, () => withLock(path, action)));
  assert.deepEqual(await readdir(folder), []);
});

test("withLock takes over a lock that somebody left long ago", async (t) => {
  const path = join(await tempFolder(t), "lock");
  await mkdir(path);
  const old = new Date(Date.now() - 60_000);
  await utimes(path, old, old);
  assert.equal(await withLock(path, () => Promise.resolve("done")), "done");
});

test("withLock says that it waits, and does not take over a lock that is held", async (t) => {
  const path = join(await tempFolder(t), "lock");
  await mkdir(path);
  // A clock that is ahead, as another machine's may be, makes no lock old.
  const later = new Date(Date.now() + 3_600_000);
  await utimes(path, later, later);
  const said: string[] = [];
  let onSaid = () => {};
  const isSaid = new Promise<void>((resolve) => (onSaid = resolve));
  t.mock.method(process.stderr, "write", (text: string) => {
    said.push(text);
    onSaid();
    return true;
  });
  const done = withLock(path, () => Promise.resolve("done"));
  await isSaid;
  assert.deepEqual(await readdir(join(path, "..")), ["lock"]);
  await rmdir(path);
  assert.equal(await done, "done");
  assert.deepEqual(said, [
    `Waiting for ${path}: another command holds it, or one that was killed did not remove it.\n`,
  ]);
});

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/**
 * A new folder that is removed after the test.
 *
 *     test("…", async (t) => {
 *       const folder = await tempFolder(t);
 */
export async function tempFolder(
  t: TestContext,
  parent = tmpdir(),
): Promise<string> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "proxy-wasm-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onProcessEnd } from "../cli/base/process-end.ts";

/**
 * A new folder that is removed after the test, or after a file's tests if it is given
 * `{ after }` of node:test.
 *
 *     test("…", async (t) => {
 *       const folder = await tempFolder(t);
 */
export async function tempFolder(
  t: { after(end: () => Promise<void>): void },
  parent = tmpdir(),
): Promise<string> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "proxy-wasm-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A new folder that is removed as this process ends, by a signal as well.
 *
 *     const folder = await folderOfProcess();
 */
export async function folderOfProcess(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "proxy-wasm-campaign-"));
  onProcessEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

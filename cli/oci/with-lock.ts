import { rmSync } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { onProcessEnd } from "../envoy/process-end.ts";

const POLL_MS = 10;

/** What SIGKILL left; nobody holds a lock that long. */
const ABANDONED_MS = 30_000;

/**
 * Runs an action while no other process runs one with the same lock, which is a
 * folder at `path`.
 *
 *     await withLock(join(folder, "index.lock"), () => addEntry(folder, entry));
 */
export async function withLock<T>(
  path: string,
  action: () => Promise<T>,
): Promise<T> {
  while (!(await take(path))) await setTimeout(POLL_MS);
  const release = () => rmSync(path, { recursive: true, force: true });
  const cancel = onProcessEnd(release);
  try {
    return await action();
  } finally {
    cancel();
    release();
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const made = await stat(path).catch(() => undefined);
  if (made !== undefined && Date.now() - made.mtimeMs > ABANDONED_MS) {
    await rm(path, { recursive: true, force: true });
  }
  return false;
}

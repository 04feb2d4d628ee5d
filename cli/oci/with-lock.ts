import { rmSync } from "node:fs";
import { mkdir, rm, stat, utimes } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { onProcessEnd } from "../base/process-end.ts";
import { printError } from "../base/print.ts";
import { notWritten } from "./replace-file.ts";

const POLL_MS = 10;

/** How long to wait before the user is told why. */
const SILENT_MS = 1000;

/** SIGKILL left a lock that is older: who holds one makes it young again. */
const ABANDONED_MS = 30_000;

const REFRESH_MS = 5000;

/**
 * Runs an action while no other process runs one with the same lock, which is a
 * folder at `path`. Tells the user where it has to wait, and takes over a lock that a
 * killed process left.
 *
 *     await withLock(join(folder, "index.lock"), () => addEntry(folder, entry));
 */
export async function withLock<T>(
  path: string,
  action: () => Promise<T>,
): Promise<T> {
  await wait(path);
  const release = () => rmSync(path, { recursive: true, force: true });
  const cancel = onProcessEnd(release);
  const refresh = setInterval(() => {
    const now = new Date();
    // Without the lock there is nothing to refresh, and the action ends soon.
    utimes(path, now, now).catch(() => {});
  }, REFRESH_MS);
  refresh.unref();
  try {
    return await action();
  } finally {
    clearInterval(refresh);
    cancel();
    release();
  }
}

/** Waits until the lock is taken. */
async function wait(path: string): Promise<void> {
  const started = performance.now();
  let isSaid = false;
  let seen: { madeMs: number; since: number } | undefined;
  while (!(await take(path))) {
    const now = performance.now();
    if (!isSaid && now - started > SILENT_MS) {
      isSaid = true;
      printError(
        `Waiting for ${path}: another command holds it, or one that was killed did not remove it.`,
      );
    }
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) continue;
    // By this process's clock: the time of the folder may be another machine's.
    if (seen?.madeMs !== found.mtimeMs) {
      seen = { madeMs: found.mtimeMs, since: now };
    }
    const isOld = Date.now() - found.mtimeMs > ABANDONED_MS;
    if (isOld || now - seen.since > ABANDONED_MS) {
      await rm(path, { recursive: true, force: true });
    } else {
      await setTimeout(POLL_MS);
    }
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw notWritten(path, error);
  }
}

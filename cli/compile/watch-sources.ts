import { setTimeout as delay } from "node:timers/promises";
import { newestSource } from "../project/newest-source.ts";

/** How often the sources are checked. */
const LOOK_MS = 100;

/**
 * Builds a project, and builds it again whenever a source changes, until the signal
 * ends it. Only one build runs at a time, and a change during a build is not missed.
 * The sources are in `assembly`, unless `folders` says otherwise.
 *
 *     await watchSources(process.cwd(), () => build(), signal);
 */
export async function watchSources(
  folder: string,
  build: () => Promise<void>,
  signal: AbortSignal,
  folders?: readonly string[],
): Promise<void> {
  let built = -Infinity;
  while (!signal.aborted) {
    const newest = await newestSource(folder, folders);
    if (newest > built) {
      built = newest;
      await build();
    }
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

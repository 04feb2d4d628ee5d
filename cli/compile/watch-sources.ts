import { setTimeout as delay } from "node:timers/promises";
import { newestSource } from "../project/newest-source.ts";

/** How often the sources are looked at. */
const LOOK_MS = 100;

/**
 * Builds a project, and again whenever a source has become newer, one build at a
 * time, until the signal ends it. No change is missed, also none during a build.
 *
 *     await watchSources(process.cwd(), () => build(), signal);
 */
export async function watchSources(
  folder: string,
  build: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let built = -Infinity;
  while (!signal.aborted) {
    const newest = await newestSource(folder);
    if (newest > built) {
      built = newest;
      await build();
    }
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

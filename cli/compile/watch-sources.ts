import { watch } from "node:fs/promises";
import { join } from "node:path";

/** How long the sources must rest: an editor writes a file in several steps. */
const REST_MS = 50;

/**
 * Calls a function whenever the sources of a project have changed and rest
 * again, one call at a time, until the signal ends it.
 *
 *     await watchSources(process.cwd(), () => build(), signal);
 */
export async function watchSources(
  folder: string,
  onChange: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const options = { recursive: true, signal };
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const change = () => {
    running = running.then(onChange);
  };
  try {
    const events = watch(join(folder, "assembly"), options);
    while (!(await events[Symbol.asyncIterator]().next()).done) {
      clearTimeout(timer);
      timer = setTimeout(change, REST_MS);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  clearTimeout(timer);
  await running;
}

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Where the sources of a module are. */
const SOURCES = ["assembly"];

/**
 * When the newest source of a project was written, in milliseconds; 0 if it has none.
 *
 *     await newestSource(process.cwd());
 */
export async function newestSource(
  folder: string,
  folders: readonly string[] = SOURCES,
): Promise<number> {
  const times = await Promise.all(
    folders.map((each) => newestIn(join(folder, each))),
  );
  return Math.max(0, ...times);
}

async function newestIn(sources: string): Promise<number> {
  const entries = await readdir(sources, { recursive: true }).catch(() => []);
  const times = entries.map(async (entry) => {
    // An editor may have removed it since.
    const found = await stat(join(sources, entry)).catch(() => undefined);
    return found?.mtimeMs ?? 0;
  });
  return Math.max(0, ...(await Promise.all(times)));
}

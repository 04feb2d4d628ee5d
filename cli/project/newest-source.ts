import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * When the newest source of a project was written, in milliseconds; 0 if it has none.
 *
 *     await newestSource(process.cwd());
 */
export async function newestSource(folder: string): Promise<number> {
  const sources = join(folder, "assembly");
  const entries = await readdir(sources, { recursive: true }).catch(() => []);
  const times = entries.map(async (entry) => {
    // An editor may have removed it since.
    const found = await stat(join(sources, entry)).catch(() => undefined);
    return found?.mtimeMs ?? 0;
  });
  return Math.max(0, ...(await Promise.all(times)));
}

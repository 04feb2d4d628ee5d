import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * What tells whether a source of a project has changed: the names, times and sizes of
 * the files in its `assembly/`, if there is a project, and of the given ones.
 *
 *     const before = await sourceState(process.cwd(), ["asconfig.json"]);
 */
export async function sourceState(
  folder: string | undefined,
  files: readonly string[] = [],
): Promise<string> {
  const sources = folder === undefined ? [] : await sourcesIn(folder);
  const paths = [...sources, ...files];
  const states = paths.map(async (path) => {
    // An editor may have removed it since.
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? `${path} ${found.mtimeMs} ${found.size}` : "";
  });
  return (await Promise.all(states)).toSorted().join("\n");
}

async function sourcesIn(folder: string): Promise<string[]> {
  const sources = join(folder, "assembly");
  const entries = await readdir(sources, { recursive: true }).catch(() => []);
  return entries.map((entry) => join(sources, entry));
}

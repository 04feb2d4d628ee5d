import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file, and the folders above it. Whoever reads it meanwhile, such as the compiler
 * of another test file, finds it whole.
 *
 *     await putFile(join(folder, "asconfig.json"), "{}");
 */
export async function putFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${randomUUID()}`;
  await writeFile(partial, text);
  await rename(partial, path);
}

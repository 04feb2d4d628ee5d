import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ImageError } from "./image-error.ts";
import { blobFolder, blobPath, digestIn, reachable } from "./layout-blobs.ts";
import {
  lockIndex,
  nameOf,
  readEntries,
  writeEntries,
} from "./layout-index.ts";

/** The parts of images that were removed from a layout. */
export interface Removal {
  /** Their digests. */
  parts: string[];
  /** How many bytes they had. */
  bytes: number;
}

/** An older temporary file is a remnant: a command takes an hour at most. */
const OLDEST_WRITE_MS = 3_600_000;

/**
 * Removes names from a layout, with the parts that no other image there has. Rejects
 * with an ImageError, and removes nothing, where a name is not there.
 *
 *     await removeNames(folder, ["docker.io/library/add-header:v1"]);
 */
export async function removeNames(
  folder: string,
  names: string[],
): Promise<Removal> {
  return lockIndex(folder, async () => {
    const entries = await readEntries(folder);
    const going = entries.filter((each) => names.includes(nameOf(each) ?? ""));
    const found = going.map(nameOf);
    const absent = names.find((name) => !found.includes(name));
    if (absent !== undefined) {
      throw new ImageError("NOT_FOUND", `${absent} is not in ${folder}.`);
    }
    const staying = entries.filter((each) => !going.includes(each));
    await writeEntries(folder, staying);
    const parts = await reachable(folder, digestsOf(going));
    return removeUnused(folder, staying, parts);
  });
}

/**
 * Removes the parts that no name of a layout refers to: those of images that lost their
 * names, of images that were pulled by digest, and of commands that were killed. With
 * `isTrial` it removes nothing, and returns what it would.
 *
 *     const { bytes } = await pruneLayout(folder);
 */
export async function pruneLayout(
  folder: string,
  { isTrial = false } = {},
): Promise<Removal> {
  const files = await readdir(blobFolder(folder)).catch(() => undefined);
  if (files === undefined) return { parts: [], bytes: 0 };
  return lockIndex(folder, async () => {
    const entries = await readEntries(folder);
    const parts = files
      .filter((each) => /^[0-9a-f]{64}$/.test(each))
      .map((each) => `sha256:${each}`);
    if (!isTrial) await removeRemains(blobFolder(folder), files);
    return removeUnused(folder, entries, parts, isTrial);
  });
}

/** Removes those parts that no entry refers to. */
async function removeUnused(
  folder: string,
  entries: unknown[],
  parts: Iterable<string>,
  isTrial = false,
): Promise<Removal> {
  const used = await reachable(folder, digestsOf(entries));
  const removal: Removal = { parts: [], bytes: 0 };
  for (const part of parts) {
    if (used.has(part)) continue;
    const path = blobPath(folder, part);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) continue;
    removal.parts.push(part);
    removal.bytes += found.size;
    if (!isTrial) await rm(path, { force: true });
  }
  return removal;
}

/** Removes temporary files of commands that were killed. */
async function removeRemains(folder: string, files: string[]): Promise<void> {
  for (const file of files.filter((each) => each.endsWith(".tmp"))) {
    const path = join(folder, file);
    const found = await stat(path).catch(() => undefined);
    const age = found ? Date.now() - found.mtimeMs : 0;
    if (age > OLDEST_WRITE_MS) await rm(path, { force: true });
  }
}

function digestsOf(entries: unknown[]): string[] {
  return entries.flatMap((each) => digestIn(each) ?? []);
}

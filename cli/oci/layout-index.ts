import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileReason } from "../base/read-file-of.ts";
import { asDescriptor, type Descriptor } from "./descriptor.ts";
import { ImageError } from "./image-error.ts";
import { blobPath, reachable } from "./layout-blobs.ts";
import { OCI_INDEX } from "./media-types.ts";
import { familiarName, parseReference } from "./reference.ts";
import { replaceFile } from "./replace-file.ts";
import { withLock } from "./with-lock.ts";

/** An image of a layout, under one of its names. */
export interface LayoutEntry {
  /** In full, as `formatReference` writes it. */
  name: string;
  descriptor: Descriptor;
  /** When the name was given to this image, in ISO 8601; not every tool writes it. */
  updated?: string;
}

const NAME = "org.opencontainers.image.ref.name";
const UPDATED = "org.opencontainers.image.created";

const INDEX = "index.json";

/**
 * Reads the names of a layout; a folder that does not exist has none. Entries that are
 * not descriptors are left out.
 */
export async function readIndex(folder: string): Promise<LayoutEntry[]> {
  return (await readEntries(folder)).flatMap((entry) => {
    const descriptor = descriptorOf(entry);
    if (descriptor === undefined) return [];
    const { [NAME]: name, [UPDATED]: updated } = descriptor.annotations ?? {};
    if (typeof name !== "string") return [];
    const isTime = typeof updated === "string";
    return [{ name, descriptor, ...(isTime && { updated }) }];
  });
}

/**
 * Gives a name to an image whose parts are in the layout. Several processes may
 * do so at the same time. Rejects with an ImageError where one of them removed a part.
 *
 *     await nameImage(folder, "docker.io/library/add-header:v1", descriptor);
 */
export async function nameImage(
  folder: string,
  name: string,
  { mediaType, digest, size }: Descriptor,
): Promise<void> {
  await lockIndex(folder, async () => {
    for (const part of await reachable(folder, [digest])) {
      if (!existsSync(blobPath(folder, part)))
        throw missing(familiarName(parseReference(name)), part);
    }
    // Entries of other tools stay, even those that cannot be read.
    const others = (await readEntries(folder)).filter(
      (each) => nameOf(each) !== name,
    );
    const annotations = { [NAME]: name, [UPDATED]: new Date().toISOString() };
    await writeEntries(folder, [
      ...others,
      { mediaType, digest, size, annotations },
    ]);
  });
}

/** Runs an action while no other process changes the index or removes parts. */
export function lockIndex<T>(
  folder: string,
  action: () => Promise<T>,
): Promise<T> {
  return withLock(join(folder, `${INDEX}.lock`), action);
}

/** The name of an entry, where it has one. */
export function nameOf(entry: unknown): string | undefined {
  return descriptorOf(entry)?.annotations?.[NAME];
}

/** Reads all entries of an index, also those that are not descriptors. */
export async function readEntries(folder: string): Promise<unknown[]> {
  const path = join(folder, INDEX);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new ImageError(
      "BAD_LAYOUT",
      `Cannot read ${path}: ${fileReason(error)}.`,
      { cause: error },
    );
  });
  if (text === undefined) return [];
  let json: { manifests?: unknown };
  try {
    json = (JSON.parse(text) ?? {}) as { manifests?: unknown };
  } catch {
    json = {};
  }
  if (!Array.isArray(json.manifests)) {
    throw new ImageError(
      "BAD_LAYOUT",
      `${path} is not an index of images: choose another folder, or remove it.`,
    );
  }
  return json.manifests as unknown[];
}

/** Writes the entries of an index, and the file that marks the folder as a layout. */
export async function writeEntries(
  folder: string,
  manifests: unknown[],
): Promise<void> {
  const layout = { imageLayoutVersion: "1.0.0" };
  await replaceFile(join(folder, "oci-layout"), JSON.stringify(layout));
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
  await replaceFile(join(folder, INDEX), JSON.stringify(index));
}

function descriptorOf(entry: unknown): Descriptor | undefined {
  try {
    return asDescriptor(entry, "An entry");
  } catch (error) {
    if (error instanceof ImageError) return undefined;
    throw error;
  }
}

function missing(name: string, part: string): ImageError {
  return new ImageError(
    "NOT_FOUND",
    `${name} is not complete: ${part} is missing, which another command may have removed. Run it again.`,
  );
}

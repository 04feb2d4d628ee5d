import { localImages } from "../images/local-images.ts";
import { openRegistry, storeFor } from "../images/registry-session.ts";
import type { RegistryOptions } from "../images/options.ts";
import { progressBar } from "../images/progress-bar.ts";
import type { ImageStore } from "../oci/image-store.ts";
import { readImage } from "../oci/read-image.ts";
import {
  parseReference,
  tagOrDigestOf,
  type Reference,
} from "../oci/reference.ts";

/** Root ids by the names of images, and why others are not there. */
export interface RootIds {
  rootIds: Map<string, string>;
  notes: string[];
}

/**
 * Reads which root ids images say that their modules have: of those on this
 * machine, or else in their registries. Where there are several it is the first,
 * as wasme took it.
 *
 *     (await readRootIds(["ghcr.io/me/a:v1"])).rootIds.get("ghcr.io/me/a:v1");
 */
export async function readRootIds(
  images: string[],
  options: RegistryOptions = {},
): Promise<RootIds> {
  const rootIds = new Map<string, string>();
  const notes: string[] = [];
  for (const image of images) {
    try {
      const found = await readOne(parseReference(image), options);
      const [first, ...more] = found;
      if (first !== undefined) rootIds.set(image, first);
      else notes.push(`image ${image}: it names no root id.`);
      if (more.length > 0) {
        notes.push(`image ${image}: it names ${found.join(", ")}.`);
      }
    } catch (error) {
      notes.push(`image ${image}: ${(error as Error).message}`);
    }
  }
  return { rootIds, notes };
}

async function readOne(
  reference: Reference,
  options: RegistryOptions,
): Promise<string[]> {
  const local = await idsIn(localImages(reference, {}), reference).catch(
    () => undefined,
  );
  if (local) return local;
  const session = await openRegistry(reference.registry, options);
  const bar = progressBar(process.stderr);
  try {
    return await idsIn(storeFor(session, reference, "pull", bar), reference);
  } finally {
    bar.clear();
    await session.close();
  }
}

async function idsIn(
  store: ImageStore,
  reference: Reference,
): Promise<string[]> {
  const { runtimeConfig } = await readImage(store, tagOrDigestOf(reference));
  return runtimeConfig?.config.rootIds ?? [];
}

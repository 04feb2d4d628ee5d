import type { AttachingStore, ImageStore } from "../oci/image-store.ts";
import type { Reference } from "../oci/reference.ts";
import { localImages } from "./local-images.ts";
import type { RegistryOptions, StoreOptions } from "./options.ts";
import { progressBar } from "./progress-bar.ts";
import { openRegistry, storeFor } from "./registry-session.ts";

/** Where a command reads an image. */
export type ReadOptions = RegistryOptions &
  StoreOptions & { offline?: boolean };

/**
 * Runs an action on the images of a reference's repository: those in the registry, or
 * the local ones with `offline`.
 *
 *     await withImages(reference, options, (images) => findImage(images, "v1"));
 */
export async function withImages<T>(
  reference: Reference,
  options: ReadOptions,
  action: (images: ImageStore) => Promise<T>,
): Promise<T> {
  return options.offline
    ? action(localImages(reference, options))
    : withRegistry(reference, options, action);
}

/** Runs an action on the images of a reference's repository in the registry. */
export async function withRegistry<T>(
  reference: Reference,
  options: RegistryOptions,
  action: (images: AttachingStore) => Promise<T>,
): Promise<T> {
  const session = await openRegistry(reference.registry, options);
  const bar = progressBar(process.stderr);
  try {
    return await action(storeFor(session, reference, "pull", bar));
  } finally {
    bar.clear();
    await session.close();
  }
}

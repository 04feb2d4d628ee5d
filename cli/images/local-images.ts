import type { ImageStore } from "../oci/image-store.ts";
import { layoutStore, storeFolder } from "../oci/layout-store.ts";
import type { Reference } from "../oci/reference.ts";
import type { StoreOptions } from "./options.ts";

/** Opens the local images of a reference's repository. */
export function localImages(
  reference: Reference,
  options: StoreOptions,
): ImageStore {
  return layoutStore(localFolder(options), reference);
}

/** Returns the folder of the local images, which `--store` may name. */
export function localFolder({ store }: StoreOptions): string {
  return store ?? storeFolder(process.env);
}

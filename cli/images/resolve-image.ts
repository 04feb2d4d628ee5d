import {
  familiarName,
  tagOrDigestOf,
  type Reference,
} from "../oci/reference.ts";
import type { JsonOption } from "./options.ts";
import { withImages, type ReadOptions } from "./open-images.ts";
import { print } from "../base/print.ts";

/** Prints the name of an image with its digest, which no later push changes. */
export async function resolveImage(
  reference: Reference,
  options: ReadOptions & JsonOption,
): Promise<void> {
  const name = tagOrDigestOf(reference);
  const { descriptor } = await withImages(reference, options, (images) =>
    images.manifest(name),
  );
  const { digest, mediaType } = descriptor;
  const { registry, repository } = reference;
  const pinned = familiarName({ registry, repository, digest });
  print(
    options.json
      ? JSON.stringify({ name: pinned, digest, mediaType }, null, 2)
      : pinned,
  );
}

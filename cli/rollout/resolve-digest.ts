import { withImages } from "../images/open-images.ts";
import type { RegistryOptions } from "../images/options.ts";
import { tagOrDigestOf } from "../oci/reference.ts";
import type { ResolveDigest } from "./pin-images.ts";

/**
 * Asks a registry, as the user that `docker login` knows, which digest a tag has.
 *
 *     await resolveDigest({ plainHttp: true })(parseReference("localhost:5000/a:v1"));
 */
export function resolveDigest(options: RegistryOptions): ResolveDigest {
  return async (reference) => {
    const { descriptor } = await withImages(reference, options, (images) =>
      images.manifest(tagOrDigestOf(reference)),
    );
    return descriptor.digest;
  };
}

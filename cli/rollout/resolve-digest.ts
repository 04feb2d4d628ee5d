import type { RegistryOptions } from "../images/options.ts";
import { openRegistry, retryOptions } from "../images/registry-session.ts";
import { tagOrDigestOf } from "../oci/reference.ts";
import { registryStore } from "../registry/registry-store.ts";
import type { ResolveDigest } from "./pin-images.ts";

/**
 * Asks a registry, as the user that `docker login` knows, which digest a tag has.
 *
 *     await resolveDigest({ plainHttp: true })(parseReference("localhost:5000/a:v1"));
 */
export function resolveDigest(options: RegistryOptions): ResolveDigest {
  return async (reference) => {
    const session = await openRegistry(reference.registry, options);
    try {
      const store = registryStore(session, reference, {
        access: "pull",
        ...retryOptions(),
      });
      const { descriptor } = await store.manifest(tagOrDigestOf(reference));
      return descriptor.digest;
    } finally {
      await session.close();
    }
  };
}

import type { TestContext } from "node:test";
import type { ConnectionOptions } from "../../cli/registry/connection.ts";
import type { Credentials } from "../../cli/registry/credentials.ts";
import {
  registryPlace,
  type PlaceOptions,
} from "../../cli/registry/registry-place.ts";
import { openSession } from "../../cli/registry/session.ts";
import { parseReference } from "../../cli/oci/reference.ts";
import type { ImagePlace } from "../../cli/oci/image-place.ts";

export interface SampleOptions
  extends ConnectionOptions, Partial<PlaceOptions> {
  repository?: string;
  user?: Credentials;
}

/**
 * A repository of a registry on this machine, without TLS unless a CA is given.
 *
 *     const place = samplePlace(t, await startRegistry(t));
 */
export function samplePlace(
  t: TestContext,
  registry: string,
  options: SampleOptions = {},
): ImagePlace {
  const { repository = "me/add-header", user, ca } = options;
  const session = openSession({
    registry,
    plainHttp: ca === undefined,
    env: {},
    credentials: () => Promise.resolve(user),
    ...options,
  });
  t.after(() => session.close());
  const reference = parseReference(`${registry}/${repository}`);
  return registryPlace(session, reference, {
    access: "push",
    delayMs: 1,
    ...options,
  });
}

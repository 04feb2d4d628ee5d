import type { TestContext } from "node:test";
import type { ConnectionOptions } from "../../cli/registry/connection.ts";
import type { Credentials } from "../../cli/registry/credentials.ts";
import {
  registryStore,
  type RegistryStoreOptions,
} from "../../cli/registry/registry-store.ts";
import { openSession } from "../../cli/registry/session.ts";
import { parseReference } from "../../cli/oci/reference.ts";
import type { AttachingStore } from "../../cli/oci/image-store.ts";

export interface SampleOptions
  extends ConnectionOptions, Partial<RegistryStoreOptions> {
  repository?: string;
  user?: Credentials;
}

/**
 * A repository in a registry on this machine, without TLS unless a CA is given.
 *
 *     const store = sampleStore(t, await startRegistry(t));
 */
export function sampleStore(
  t: TestContext,
  registry: string,
  options: SampleOptions = {},
): AttachingStore {
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
  return registryStore(session, reference, {
    access: "push",
    delayMs: 1,
    ...options,
  });
}

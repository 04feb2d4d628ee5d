import type { AttachingStore } from "../oci/image-store.ts";
import type { Reference } from "../oci/reference.ts";
import { findCredentials } from "../registry/credential-store.ts";
import type { Credentials } from "../registry/credentials.ts";
import { registryStore } from "../registry/registry-store.ts";
import type { RetryOptions } from "../registry/retrying.ts";
import { openSession, type Session } from "../registry/session.ts";
import type { RegistryOptions } from "./options.ts";
import { readAuthorities, readClientCertificate } from "./read-certificates.ts";
import type { ProgressBar } from "./progress-bar.ts";
import { printable } from "../base/printable.ts";
import { printError } from "../base/print.ts";

/**
 * Opens a session with a registry, as the user that Docker's config.json has, or as
 * another one.
 */
export async function openRegistry(
  registry: string,
  options: RegistryOptions,
  credentials?: Credentials,
): Promise<Session> {
  const { caFile, plainHttp = false, insecure = false } = options;
  if (insecure && !plainHttp) {
    printError(`Warning: no certificate of ${registry} is checked.`);
  }
  return openSession({
    registry,
    plainHttp,
    isInsecure: insecure,
    ca: caFile === undefined ? undefined : await readAuthorities(caFile),
    client: await readClientCertificate(options),
    onSilence: (host) => printError(`Still waiting for ${host} …`),
    credentials: () =>
      credentials
        ? Promise.resolve(credentials)
        : findCredentials(registry, process.env),
  });
}

/** The images of a reference's repository in its registry. */
export function storeFor(
  session: Session,
  reference: Reference,
  access: "pull" | "push",
  bar: ProgressBar,
): AttachingStore {
  return registryStore(session, reference, {
    access,
    onProgress: bar.show,
    signal: session.closed,
    ...retryOptions(bar),
  });
}

/** Tells the user why a command takes longer, in a line above the progress bar. */
export function retryOptions(bar?: ProgressBar): RetryOptions {
  return {
    onRetry({ message }, delayMs) {
      bar?.clear();
      const seconds = Math.ceil(delayMs / 1000);
      printError(`${printable(message)} Trying again in ${seconds} s.`);
    },
  };
}

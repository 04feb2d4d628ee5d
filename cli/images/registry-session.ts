import type { AttachingStore } from "../oci/image-store.ts";
import type { Reference } from "../oci/reference.ts";
import { findCredentials } from "../registry/credential-store.ts";
import { registryStore } from "../registry/registry-store.ts";
import type { RetryOptions } from "../registry/retrying.ts";
import { openSession, type Session } from "../registry/session.ts";
import type { RegistryOptions } from "./options.ts";
import { readBytes } from "./pack-file.ts";
import type { ProgressBar } from "./progress-bar.ts";
import { printable } from "../base/printable.ts";
import { printError } from "../base/print.ts";

/** Opens a session with a registry, as the user that Docker's config.json has. */
export async function openRegistry(
  registry: string,
  options: RegistryOptions,
): Promise<Session> {
  const { caFile, plainHttp = false } = options;
  const ca =
    caFile === undefined
      ? undefined
      : Buffer.from(await readBytes(caFile)).toString();
  return openSession({
    registry,
    plainHttp,
    ca,
    credentials: () => findCredentials(registry, process.env),
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

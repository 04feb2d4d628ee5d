import { storeFolder, layoutPlace } from "../oci/image-layout.ts";
import type { ImagePlace } from "../oci/image-place.ts";
import type { Reference } from "../oci/reference.ts";
import { findCredentials } from "../registry/credential-store.ts";
import { registryPlace } from "../registry/registry-place.ts";
import { openSession, type Session } from "../registry/session.ts";
import type { RegistryOptions, StoreOptions } from "./options.ts";
import { readBytes } from "./pack-file.ts";
import type { ProgressBar } from "./progress-bar.ts";
import { printable } from "../base/printable.ts";
import { printError } from "../base/print.ts";

/** Opens the local images of a reference's repository. */
export function openStore(
  reference: Reference,
  options: StoreOptions,
): ImagePlace {
  const folder = options.store ?? storeFolder(process.env);
  return layoutPlace(folder, reference);
}

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
export function placeIn(
  session: Session,
  reference: Reference,
  access: "pull" | "push",
  bar: ProgressBar,
): ImagePlace {
  return registryPlace(session, reference, {
    access,
    onProgress: bar.show,
    onRetry(error, delayMs) {
      bar.clear();
      sayRetry(error, delayMs);
    },
  });
}

/** Tells the user why it takes longer. */
export function sayRetry({ message }: Error, delayMs: number): void {
  const seconds = Math.ceil(delayMs / 1000);
  printError(`${printable(message)} Trying again in ${seconds} s.`);
}

/** How an image is asked for at a place: by its digest, if it has one. */
export function nameIn({ tag, digest }: Reference): string {
  return digest ?? tag ?? "latest";
}

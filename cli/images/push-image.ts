import { createPublicKey, type KeyObject } from "node:crypto";
import { nameRefusal } from "../oci/agent-rules.ts";
import { attach } from "../oci/attach.ts";
import { copyImage } from "../oci/copy-image.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { AttachingStore } from "../oci/image-store.ts";
import { addImage, packImage } from "../oci/pack-image.ts";
import { readImage } from "../oci/read-image.ts";
import { checkPushPermission } from "../registry/push-permission.ts";
import { attachSignature, findSignature } from "../signing/image-signatures.ts";
import { readSigningKey } from "../signing/key-files.ts";
import { checkImage } from "./check-image.ts";
import { printReport, reportImage } from "./image-report.ts";
import { localImages } from "./local-images.ts";
import type * as options from "./options.ts";
import { readPackInput } from "./pack-file.ts";
import type { TaggedReference } from "./parse-arguments.ts";
import { progressBar } from "./progress-bar.ts";
import { readSbom } from "./sbom-file.ts";
import { openRegistry, retryOptions, storeFor } from "./registry-session.ts";

/** The options of `proxy-wasm push`. */
export type PushOptions = options.PackOptions &
  options.StoreOptions &
  options.RegistryOptions &
  options.JsonOption & {
    file?: string;
    sbom?: string;
    sign?: string;
    force?: boolean;
  };

/**
 * Sends a local image, or one that is made of a file first, to its registry.
 *
 * What is refused here or there is found before anything is packed, stored or sent.
 */
export async function pushImage(
  reference: TaggedReference,
  options: PushOptions,
): Promise<void> {
  const { tag } = reference;
  const local = localImages(reference, options);
  const key =
    options.sign === undefined
      ? undefined
      : await readSigningKey(options.sign, process.env);
  const sbom =
    options.sbom === undefined ? undefined : await readSbom(options.sbom);
  const input =
    options.file === undefined
      ? undefined
      : await readPackInput(options.file, options);
  if (!options.force) {
    const image = input ?? (await readImage(local, tag));
    const refusal = nameRefusal(reference);
    await checkImage({ refusal, ...image, name: local.nameOf(tag) });
  }
  if (input === undefined) await local.manifest(tag);
  const session = await openRegistry(reference.registry, options);
  const bar = progressBar(process.stderr);
  try {
    const remote = storeFor(session, reference, "push", bar);
    await checkPushPermission(session, reference, retryOptions(bar));
    if (input !== undefined) await addImage(await packImage(input), local, tag);
    const isBare = sbom === undefined && key === undefined;
    const image = await copyImage(local, tag, remote, isBare ? { tag } : {});
    const { descriptor } = image;
    if (sbom !== undefined) await attach(remote, descriptor, sbom);
    if (key !== undefined) await signOnce(remote, descriptor, key);
    // Last, so that whoever finds the image finds what is attached to it, too.
    if (!isBare) await remote.addManifest(image, tag);
  } finally {
    bar.clear();
    await session.close();
  }
  printReport("Pushed", await reportImage(local, reference, tag), options);
}

/** Signs an image, unless it has a signature of the key. */
async function signOnce(
  store: AttachingStore,
  image: Descriptor,
  key: KeyObject,
): Promise<void> {
  const publicKey = createPublicKey(key);
  const found = await findSignature(store, image.digest, publicKey);
  if (found.manifest === undefined) await attachSignature(store, image, key);
}

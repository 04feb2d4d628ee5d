import { copyAttached } from "../oci/copy-attached.ts";
import { copyImage } from "../oci/copy-image.ts";
import { tagOrDigestOf, type Reference } from "../oci/reference.ts";
import { checkPushPermission } from "../registry/push-permission.ts";
import { printReport, reportImage } from "./image-report.ts";
import { openRegistry, retryOptions, storeFor } from "./registry-session.ts";
import type { JsonOption, RegistryOptions } from "./options.ts";
import type { TaggedReference } from "./parse-arguments.ts";
import { progressBar } from "./progress-bar.ts";

/** The options of `proxy-wasm copy`. */
export type CopyImageOptions = RegistryOptions &
  JsonOption & {
    fromPlainHttp?: boolean;
    toPlainHttp?: boolean;
    imageOnly?: boolean;
  };

/** Copies an image between registries, or inside one, with what is attached to it. */
export async function copyBetween(
  source: Reference,
  target: TaggedReference,
  options: CopyImageOptions,
): Promise<void> {
  const { plainHttp = false, fromPlainHttp, toPlainHttp } = options;
  const bar = progressBar(process.stderr);
  const from = await openRegistry(source.registry, {
    ...options,
    plainHttp: fromPlainHttp ?? plainHttp,
  });
  const to = await openRegistry(target.registry, {
    ...options,
    plainHttp: toPlainHttp ?? plainHttp,
  });
  try {
    const { tag } = target;
    const sourceStore = storeFor(from, source, "pull", bar);
    const targetStore = storeFor(to, target, "push", bar);
    await checkPushPermission(to, target, retryOptions(bar));
    const isSame = source.registry === target.registry;
    const settings = isSame ? { from: source.repository } : {};
    const manifests: string[] = [];
    const content = await copyImage(
      sourceStore,
      tagOrDigestOf(source),
      targetStore,
      {
        ...settings,
        onManifest: ({ digest }) => manifests.push(digest),
      },
    );
    const attached = options.imageOnly
      ? []
      : await copyAttached(sourceStore, manifests, targetStore, settings);
    // The tag comes last, so that whoever finds the image finds its signatures, too.
    await targetStore.addManifest(content, tag);
    bar.clear();
    const report = await reportImage(targetStore, target, tag);
    printReport(
      "Copied to",
      { ...report, ...(!options.imageOnly && { attached }) },
      options,
    );
  } finally {
    bar.clear();
    await Promise.all([from.close(), to.close()]);
  }
}

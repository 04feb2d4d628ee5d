import { CliError } from "../base/cli-error.ts";
import { copyImage } from "../oci/copy-image.ts";
import type { Content } from "../oci/image-store.ts";
import { readImage } from "../oci/read-image.ts";
import { tagOrDigestOf, type Reference } from "../oci/reference.ts";
import { replaceFile } from "../oci/replace-file.ts";
import { formatSize } from "./format-size.ts";
import { printReport, reportOf } from "./image-report.ts";
import { localImages } from "./local-images.ts";
import { withRegistry } from "./open-images.ts";
import type { JsonOption, RegistryOptions, StoreOptions } from "./options.ts";
import { print } from "../base/print.ts";

/** The options of `proxy-wasm pull`. */
export type PullOptions = RegistryOptions &
  StoreOptions &
  JsonOption & { output?: string; offline?: boolean };

/** Fetches an image to the local ones, and writes its module to a file. */
export async function pullImage(
  reference: Reference,
  options: PullOptions,
): Promise<void> {
  if (options.output === "-" && process.stdout.isTTY) {
    throw new CliError(
      "Cannot write a module to the terminal: pipe it into a command, or name a file with -o.",
      { exitStatus: 2 },
    );
  }
  const store = localImages(reference, options);
  const name = tagOrDigestOf(reference);
  const fetched = options.offline
    ? undefined
    : await fetchImage(reference, options);
  const found = await readImage(store, fetched?.descriptor.digest ?? name);
  const { module } = found;
  // Only now, so that an image without a module does not take the name of a good one.
  if (fetched && reference.tag !== undefined) {
    await store.addManifest(fetched, reference.tag);
  }
  const { output } = options;
  const report = reportOf(reference, found);
  if (output === "-") {
    process.stdout.write(module);
    return;
  }
  if (output !== undefined) await replaceFile(output, module);
  printReport(options.offline ? "Found" : "Pulled", report, options);
  if (output !== undefined && !options.json) {
    print(`Wrote ${output} (${formatSize(module.length)})`);
  }
}

function fetchImage(
  reference: Reference,
  options: PullOptions,
): Promise<Content> {
  const store = localImages(reference, options);
  return withRegistry(reference, options, (source) =>
    copyImage(source, tagOrDigestOf(reference), store),
  );
}

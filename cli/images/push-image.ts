import { copyImage } from "../oci/copy-image.ts";
import { addImage } from "../oci/pack-image.ts";
import { checkPushed } from "./check-pushed.ts";
import { printReport, reportImage } from "./image-report.ts";
import { openRegistry, openStore, placeIn } from "./open-place.ts";
import type * as options from "./options.ts";
import { packFile } from "./pack-file.ts";
import type { TaggedReference } from "./parse-arguments.ts";
import { progressBar } from "./progress-bar.ts";

/** The options of `proxy-wasm push`. */
export type PushOptions = options.PackOptions &
  options.StoreOptions &
  options.RegistryOptions &
  options.JsonOption & { file?: string; force?: boolean };

/** Sends a local image, or one that is made of a file first, to its registry. */
export async function pushImage(
  reference: TaggedReference,
  options: PushOptions,
): Promise<void> {
  const { tag } = reference;
  const { file } = options;
  const store = openStore(reference, options);
  if (file !== undefined) {
    await addImage(await packFile(file, options), store, tag);
  }
  if (!options.force) await checkPushed(store, tag);
  const session = await openRegistry(reference.registry, options);
  const bar = progressBar(process.stderr);
  try {
    await copyImage(store, tag, placeIn(session, reference, "push", bar), {
      tag,
    });
  } finally {
    bar.clear();
    await session.close();
  }
  printReport("Pushed", await reportImage(store, reference, tag), options);
}

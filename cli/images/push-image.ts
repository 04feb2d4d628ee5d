import { copyImage } from "../oci/copy-image.ts";
import { addImage } from "../oci/pack-image.ts";
import { readImage } from "../oci/read-image.ts";
import { checkModule } from "./check-module.ts";
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
    const image = await packFile(file, options);
    // Before it is stored, where nobody would take a refused one away again.
    if (!options.force) await checkModule(image.module, store.nameOf(tag));
    await addImage(image, store, tag);
  } else if (!options.force) {
    const { module } = await readImage(store, tag);
    await checkModule(module, store.nameOf(tag));
  }
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

import { addImage } from "../oci/pack-image.ts";
import { printReport, reportImage } from "./image-report.ts";
import { openStore } from "./open-place.ts";
import type { JsonOption, PackOptions, StoreOptions } from "./options.ts";
import { packFile } from "./pack-file.ts";
import type { TaggedReference } from "./parse-arguments.ts";

/** Makes an image of a file, and keeps it among the local ones. */
export async function packModule(
  file: string,
  reference: TaggedReference,
  options: PackOptions & StoreOptions & JsonOption,
): Promise<void> {
  const store = openStore(reference, options);
  await addImage(await packFile(file, options), store, reference.tag);
  const report = await reportImage(store, reference, reference.tag);
  printReport("Packed", report, options);
}

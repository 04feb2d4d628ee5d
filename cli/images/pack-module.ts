import { addImage, packImage } from "../oci/pack-image.ts";
import { printReport, reportImage } from "./image-report.ts";
import { localImages } from "./local-images.ts";
import type { JsonOption, PackOptions, StoreOptions } from "./options.ts";
import { readPackInput } from "./pack-file.ts";
import type { TaggedReference } from "./parse-arguments.ts";

/** Makes an image of a file, and keeps it among the local ones. */
export async function packModule(
  file: string,
  reference: TaggedReference,
  options: PackOptions & StoreOptions & JsonOption,
): Promise<void> {
  const store = localImages(reference, options);
  const image = await packImage(await readPackInput(file, options));
  await addImage(image, store, reference.tag);
  const report = await reportImage(store, reference, reference.tag);
  printReport("Packed", report, options);
}

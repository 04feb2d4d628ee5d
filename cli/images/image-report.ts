import { imageForm } from "../oci/agent-rules.ts";
import type { ImagePlace } from "../oci/image-place.ts";
import { familiarName, type Reference } from "../oci/reference.ts";
import { imageManifest } from "../oci/read-image.ts";
import { formatSize } from "./format-size.ts";
import { printable } from "../base/printable.ts";
import { print, printError } from "../base/print.ts";

/** What a command says of an image. */
export interface ImageReport {
  name: string;
  /** That of the manifest or the index, which `oci://` URLs are checked against. */
  digest: string;
  /** The bytes of all layers. */
  size: number;
  /** How the proxies' agents load it; absent where they refuse it. */
  form?: string;
  /** Why they refuse it. */
  refusal?: string;
}

/** Describes an image at a place. */
export async function reportImage(
  place: ImagePlace,
  reference: Reference,
  tagOrDigest: string,
): Promise<ImageReport> {
  const { descriptor } = await place.manifest(tagOrDigest);
  const { manifest, refusal } = await imageManifest(place, tagOrDigest);
  return {
    name: familiarName(reference),
    digest: descriptor.digest,
    size: manifest.layers.reduce((sum, { size }) => sum + size, 0),
    ...(refusal === undefined ? imageForm(manifest) : { refusal }),
  };
}

/** Prints a report, as a sentence with what was done, or as JSON. */
export function printReport(
  verb: string,
  report: ImageReport,
  options: { json?: boolean },
): void {
  const { name, digest, size, refusal } = report;
  if (options.json) {
    print(JSON.stringify(report, null, 2));
  } else {
    print(`${verb} ${name} (${formatSize(size)})`);
    print(digest);
  }
  if (refusal !== undefined) printError(`Warning: ${printable(refusal)}`);
}

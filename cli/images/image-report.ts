import { nameRefusal } from "../oci/agent-rules.ts";
import type { Attached } from "../oci/copy-attached.ts";
import { shortDigest } from "../oci/digest.ts";
import type { ImageStore } from "../oci/image-store.ts";
import { familiarName, type Reference } from "../oci/reference.ts";
import { findImage, type FoundImage } from "../oci/read-image.ts";
import { formatSize } from "./format-size.ts";
import { printable } from "../base/printable.ts";
import { print, printError } from "../base/print.ts";

/** What a command reports about an image. */
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
  /** What was copied with it, such as signatures. */
  attached?: Attached[];
}

/** Describes an image in a store. */
export async function reportImage(
  store: ImageStore,
  reference: Reference,
  tagOrDigest: string,
): Promise<ImageReport> {
  return reportOf(reference, await findImage(store, tagOrDigest));
}

/** Describes an image whose manifest was read. */
export function reportOf(
  reference: Reference,
  { content, manifest, form, refusal }: FoundImage,
): ImageReport {
  const why = refusal ?? nameRefusal(reference);
  return {
    name: familiarName(reference),
    digest: content.descriptor.digest,
    size: manifest.layers.reduce((sum, { size }) => sum + size, 0),
    ...(why === undefined ? { form } : { refusal: why }),
  };
}

/** Prints a report as a sentence that begins with what was done, or as JSON. */
export function printReport(
  verb: string,
  report: ImageReport,
  options: { json?: boolean },
): void {
  const { name, digest, size, refusal, attached = [] } = report;
  if (options.json) {
    print(JSON.stringify(report, null, 2));
  } else {
    print(`${verb} ${name} (${formatSize(size)})`);
    print(digest);
    for (const each of attached) {
      print(`With ${printable(each.type)}, ${shortDigest(each.digest)}`);
    }
  }
  if (refusal !== undefined) printError(`Warning: ${printable(refusal)}`);
}

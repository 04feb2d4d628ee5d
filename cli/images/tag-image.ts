import { copyImage } from "../oci/copy-image.ts";
import {
  familiarName,
  tagOrDigestOf,
  type Reference,
} from "../oci/reference.ts";
import { localImages } from "./local-images.ts";
import type { StoreOptions } from "./options.ts";
import type { TaggedReference } from "./parse-arguments.ts";
import { print } from "../base/print.ts";

/** Gives a local image another name. */
export async function tagImage(
  source: Reference,
  target: TaggedReference,
  options: StoreOptions,
): Promise<void> {
  const { tag } = target;
  const from = localImages(source, options);
  const to = localImages(target, options);
  const name = tagOrDigestOf(source);
  const { descriptor } = await copyImage(from, name, to, { tag });
  print(`Tagged ${familiarName(source)} as ${familiarName(target)}`);
  print(descriptor.digest);
}

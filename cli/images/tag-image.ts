import { copyImage } from "../oci/copy-image.ts";
import { familiarName, type Reference } from "../oci/reference.ts";
import { nameIn, openStore } from "./open-place.ts";
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
  const from = openStore(source, options);
  const to = openStore(target, options);
  const { descriptor } = await copyImage(from, nameIn(source), to, { tag });
  print(`Tagged ${familiarName(source)} as ${familiarName(target)}`);
  print(descriptor.digest);
}

import { CliError } from "../base/cli-error.ts";
import { readIndex, type LayoutEntry } from "../oci/layout-index.ts";
import { removeNames } from "../oci/layout-removal.ts";
import {
  familiarName,
  formatReference,
  parseReference,
  type Reference,
} from "../oci/reference.ts";
import { formatSize } from "./format-size.ts";
import { localFolder } from "./local-images.ts";
import type { JsonOption, StoreOptions } from "./options.ts";
import { print } from "../base/print.ts";

/**
 * Removes local images by their names; a digest stands for all tags of the repository
 * that have it.
 */
export async function removeImages(
  references: Reference[],
  options: StoreOptions & JsonOption,
): Promise<void> {
  const folder = localFolder(options);
  const entries = await readIndex(folder);
  const names = references.flatMap((reference) => {
    const found = namesOf(reference, entries);
    if (found.length > 0) return found;
    throw new CliError(`${familiarName(reference)} is not in ${folder}.`);
  });
  const removed = [...new Set(names)];
  const { bytes } = await removeNames(folder, removed);
  const familiar = removed.map((name) => familiarName(parseReference(name)));
  if (options.json) {
    print(JSON.stringify({ removed: familiar, freed: bytes }, null, 2));
    return;
  }
  for (const name of familiar) print(`Removed ${name}`);
  print(`Freed ${formatSize(bytes)}`);
}

function namesOf(reference: Reference, entries: LayoutEntry[]): string[] {
  const { digest, registry, repository } = reference;
  const tagless = `${formatReference({ registry, repository })}:`;
  const found = entries.filter(({ name, descriptor }) =>
    digest === undefined
      ? name === formatReference(reference)
      : descriptor.digest === digest && name.startsWith(tagless),
  );
  return found.map(({ name }) => name);
}

import { pruneLayout } from "../oci/layout-removal.ts";
import { formatSize } from "./format-size.ts";
import { localFolder } from "./local-images.ts";
import type { JsonOption, StoreOptions } from "./options.ts";
import { print } from "../base/print.ts";

/** The options of `proxy-wasm prune`. */
export type PruneOptions = StoreOptions & JsonOption & { dryRun?: boolean };

/** Removes the parts of local images that no name refers to. */
export async function pruneImages(options: PruneOptions): Promise<void> {
  const { dryRun = false, json } = options;
  const folder = localFolder(options);
  const { parts, bytes } = await pruneLayout(folder, { isTrial: dryRun });
  if (json) {
    print(JSON.stringify({ removed: parts, freed: bytes }, null, 2));
    return;
  }
  for (const part of parts) print(part);
  print(`${dryRun ? "Would free" : "Freed"} ${formatSize(bytes)}`);
}

import { stringify } from "yaml";
import type { Manifest } from "./manifest.ts";

/**
 * The YAML of a manifest: its documents, then its comment.
 *
 * Keys that are undefined are left out.
 *
 *     renderManifest(wasmPlugin(deployment));
 */
export function renderManifest({ documents, comment = [] }: Manifest): string {
  const options = { aliasDuplicateObjects: false, lineWidth: 0 };
  const texts = documents.map((document) => stringify(document, options));
  const lines = comment.map((line) => `# ${line}\n`);
  return texts.join("---\n") + lines.join("");
}

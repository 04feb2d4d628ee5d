import { printYaml } from "../yaml/print-yaml.ts";
import type { Manifest } from "./manifest.ts";

/**
 * The YAML of a manifest: its documents, then its comment.
 *
 * Keys that are undefined are left out.
 *
 *     renderManifest(wasmPlugin(deployment));
 */
export function renderManifest({ documents, comment = [] }: Manifest): string {
  const texts = documents.map(printYaml);
  const lines = comment.map((line) => `# ${line}\n`);
  return texts.join("---\n") + lines.join("");
}

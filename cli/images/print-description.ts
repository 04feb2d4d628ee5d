import { shortDigest } from "../oci/digest.ts";
import { printable, printableLines } from "../base/printable.ts";
import type { Colors } from "../base/terminal-colors.ts";
import type { ImageDescription } from "./describe-image.ts";
import { formatSize } from "./format-size.ts";

/**
 * A description of an image as text, to stand above that of its module.
 *
 *     process.stdout.write(printDescription(description, colors));
 */
export function printDescription(
  description: ImageDescription,
  colors: Colors,
): string {
  const { name, digest, form, refusal, layers, annotations } = description;
  const { runtimeConfig, spec } = description;
  const rootIds = runtimeConfig?.config.rootIds ?? [];
  const rows = [
    ["digest", digest],
    ["form", form ?? "refused"],
    ["media type", description.mediaType],
    ["ABI", runtimeConfig?.abiVersions.join(", ") || "not said"],
    ["root ids", rootIds.join(", ") || "not said"],
    ...layers.map((layer) => [
      "layer",
      `${layer.mediaType}, ${formatSize(layer.size)}, ${shortDigest(layer.digest)}`,
    ]),
    ...Object.entries(annotations).map(([key, value]) => [key, value]),
  ];
  const width = Math.max(...rows.map(([key]) => printable(key).length));
  return [
    colors.bold(printable(name)),
    ...rows.map(
      ([key, value]) =>
        `  ${printable(key).padEnd(width)}  ${printable(value)}`,
    ),
    ...(refusal === undefined
      ? []
      : ["", `${colors.yellow("warning:")} ${printable(refusal)}`]),
    ...(spec === undefined ? [] : ["", "spec.yaml", ...indented(spec)]),
    "",
    "",
  ].join("\n");
}

function indented(text: string): string[] {
  const lines = printableLines(text).trimEnd().split("\n");
  return lines.map((line) => `  ${line}`.trimEnd());
}

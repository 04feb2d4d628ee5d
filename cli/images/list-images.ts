import { shortDigest } from "../oci/digest.ts";
import { ImageError } from "../oci/image-error.ts";
import { readIndex, type LayoutEntry } from "../oci/layout-index.ts";
import {
  familiarName,
  formatReference,
  parseReference,
} from "../oci/reference.ts";
import { formatSize } from "./format-size.ts";
import { reportImage, type ImageReport } from "./image-report.ts";
import { localFolder, localImages } from "./local-images.ts";
import type { JsonOption, StoreOptions } from "./options.ts";
import { print, printError } from "../base/print.ts";
import { printable } from "../base/printable.ts";

type Row = ImageReport & { updated?: string };

const HEADER = ["IMAGE", "TAG", "FORM", "SIZE", "DIGEST", "UPDATED"];

/** Lists the local images, by their names. */
export async function listImages(
  options: StoreOptions & JsonOption,
): Promise<void> {
  const folder = localFolder(options);
  const entries = (await readIndex(folder)).filter(isOurs);
  const found = await Promise.all(
    entries.map((entry) => rowOf(entry, { store: folder })),
  );
  const rows = found.filter((row) => row !== undefined);
  rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (options.json) {
    print(JSON.stringify(rows, null, 2));
  } else if (rows.length === 0) {
    printError(`There are no images in ${folder}.`);
  } else {
    print(formatTable([HEADER, ...rows.map(cellsOf)]));
  }
}

/** Other tools write only tags into a layout, or any text. */
function isOurs({ name }: LayoutEntry): boolean {
  try {
    return formatReference(parseReference(name)) === name;
  } catch {
    return false;
  }
}

/** An unreadable image has no row, and does not keep the others from theirs. */
async function rowOf(
  entry: LayoutEntry,
  options: StoreOptions,
): Promise<Row | undefined> {
  try {
    return await readRow(entry, options);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    const what = printable(`${entry.name} is left out: ${error.message}`);
    printError(`Warning: ${what}`);
    return undefined;
  }
}

async function readRow(
  entry: LayoutEntry,
  options: StoreOptions,
): Promise<Row> {
  const reference = parseReference(entry.name);
  const store = localImages(reference, options);
  const { digest } = entry.descriptor;
  const report = await reportImage(store, reference, digest);
  return { ...report, ...(entry.updated && { updated: entry.updated }) };
}

function cellsOf({ name, form, size, digest, updated }: Row): string[] {
  const { tag = "", registry, repository } = parseReference(name);
  return [
    familiarName({ registry, repository }),
    tag,
    form ?? "refused",
    formatSize(size),
    shortDigest(digest),
    updated?.slice(0, "2026-01-01T00:00".length).replace("T", " ") ?? "",
  ];
}

function formatTable(rows: string[][]): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map((row) => row[column].length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

import { rm, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Program } from "assemblyscript";
import { CliError } from "../base/cli-error.ts";
import { fileReason } from "../base/read-file-of.ts";

/** The names of the tags that a filter's metrics have, next to its modules. */
const FILE = "metric-tags.json";

/** Under which the SDK's transform leaves them; see `transform/source/metric-tags.js`. */
const METRIC_TAGS = Symbol.for("proxy-wasm-as.metric-tags");

/** An asc transform that changes nothing and reads the tags of a filter's metrics. */
export interface MetricTagReader {
  afterInitialize(program: Program): void;
  /** The tags' names, once the filter is compiled. */
  tags(): string[];
}

/**
 * Reads the tags of a filter's metrics while asc compiles it with the SDK's transform.
 *
 *     const reader = metricTagReader();
 *     await asc.main(args, { transforms: [reader] });
 *     reader.tags(); // ["route", "status"]
 */
export function metricTagReader(): MetricTagReader {
  let left: { [METRIC_TAGS]?: string[] } = {};
  return {
    afterInitialize(program) {
      left = program as unknown as typeof left;
    },
    tags: () => left[METRIC_TAGS] ?? [],
  };
}

/**
 * Writes the tags next to a filter's module; removes the file of an earlier build where there
 * are none.
 *
 *     await writeMetricTags("build/release.wasm", ["route"]);
 */
export async function writeMetricTags(
  module: string,
  tags: string[],
): Promise<void> {
  const file = join(dirname(module), FILE);
  if (tags.length === 0) await rm(file, { force: true });
  else await writeFile(file, `${JSON.stringify(tags)}\n`);
}

/**
 * Reads the tags next to a module. A module without the file has no tags.
 *
 * Throws a {@link CliError} if the file cannot be read, or has anything but names.
 *
 *     await readMetricTags("build/release.wasm");
 */
export async function readMetricTags(module: string): Promise<string[]> {
  const file = join(dirname(module), FILE);
  try {
    const tags: unknown = JSON.parse(await readFile(file, "utf8"));
    if (Array.isArray(tags) && tags.every(isName)) return tags;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code) {
      const reason = fileReason(cause);
      throw new CliError(`Cannot read ${file}: ${reason}.`, { cause });
    }
  }
  throw new CliError(
    `Cannot read ${file}: it is not a list of tags. Build the filter again.`,
  );
}

function isName(tag: unknown): tag is string {
  return typeof tag === "string" && /^[A-Za-z_]\w*$/.test(tag);
}

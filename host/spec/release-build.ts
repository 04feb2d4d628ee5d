import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

/** The release build that a spec runs on, or why it does not. */
export type ReleaseBuild =
  | { file: string; problem: null }
  /** There is a build, but it is missing or old. */
  | { file: string; problem: string }
  /** The spec tests no filter that is built. */
  | { file: null; problem: string };

/** The part of an asconfig.json that names a build. */
interface Asconfig {
  extends?: string;
  entries?: string[];
  targets?: Record<string, { outFile?: string } | undefined>;
}

/** What a configuration builds from which files, by paths. */
interface Build {
  entries: string[];
  outFile?: string;
}

const ASCONFIG = /^asconfig\b.*\.json$/;
const RELEASE = "build/release.wasm";

/**
 * Finds the release build of the filter that a spec imports: of the project around
 * the spec, the target `release` of that asconfig.json whose entry is one of the spec's
 * sources. It must not be older than the sources.
 *
 *     findReleaseBuild(["tests/a.spec.ts", "assembly/index.ts"]);
 *     // { file: "build/release.wasm", problem: null }
 */
export function findReleaseBuild(sources: readonly string[]): ReleaseBuild {
  const [spec, ...others] = sources;
  const folder = spec === undefined ? null : projectOf(dirname(spec));
  if (folder === null) return without("it belongs to no asconfig.json");
  for (const name of readdirSync(folder).filter((each) =>
    ASCONFIG.test(each),
  )) {
    const config = join(folder, name);
    const { entries, outFile } = readBuild(config);
    const entry = entries.find((path) => others.includes(path));
    if (entry === undefined) continue;
    const file = outFile ?? join(folder, RELEASE);
    const own = others.filter((path) => isBeside(path, entry));
    return { file, problem: whyOld(file, [config, ...own]) };
  }
  return without("it imports no entry of an asconfig.json");
}

function without(problem: string): ReleaseBuild {
  return { file: null, problem };
}

/** The nearest folder with an asconfig.json, from a path up to the root. */
function projectOf(folder: string): string | null {
  const found = readdirSync(folder).some((name) => name === "asconfig.json");
  if (found) return folder;
  const above = join(folder, "..");
  // A folder of another volume, or the root, is above itself.
  const isRoot = statSync(above).ino === statSync(folder).ino;
  return isRoot ? null : projectOf(normalize(above));
}

/** Reads a configuration and those of the project that it extends. */
function readBuild(file: string): Build {
  const config = JSON.parse(readFileSync(file, "utf8")) as Asconfig;
  const { entries = [], targets, extends: base } = config;
  const inFolder = (path: string) => join(dirname(file), path);
  const above: Build = base?.startsWith(".")
    ? readBuild(inFolder(base))
    : { entries: [] };
  const outFile = targets?.release?.outFile;
  return {
    entries: [...entries.map(inFolder), ...above.entries],
    outFile: outFile === undefined ? above.outFile : inFolder(outFile),
  };
}

/** Whether a source is in the entry's folder, and so a part of the filter. */
function isBeside(path: string, entry: string): boolean {
  return !relative(dirname(entry), path).startsWith("..");
}

function whyOld(file: string, sources: string[]): string | null {
  const built = timeOf(file);
  if (built === null) return `${file} does not exist; build it first`;
  const newer = sources.find((path) => (timeOf(path) ?? 0) > built);
  return newer === undefined
    ? null
    : `${file} is older than ${newer}; build it first`;
}

function timeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

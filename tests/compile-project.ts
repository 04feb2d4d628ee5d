import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compileTo, type Compiled } from "./compile.ts";
import { putFile } from "./put-file.ts";
import { ROOT } from "../scripts/project/project-files.ts";

/** The texts of a project's files, by path. */
export type ProjectFiles = Record<string, string>;

/** How to compile a project. */
export interface ProjectOptions {
  /** Whether the SDK's transform runs; true by default. */
  transform?: boolean;
  /** Other transforms, as paths in the project. */
  transforms?: string[];
  entry?: string;
  /** The file that a filter's asconfig.json extends, for other ABIs. */
  config?: string;
  /** Whether the compiler notes where expressions stand; false by default. */
  sourceMap?: boolean;
}

/**
 * Compiles a project given as texts for release: its sources, and packages in its own
 * `node_modules`.
 *
 *     await compileProject({
 *       "assembly/index.ts": 'import "some-package";',
 *       "node_modules/some-package/index.ts": "…",
 *     });
 */
export async function compileProject(
  files: ProjectFiles,
  {
    transform = true,
    entry = "assembly/index.ts",
    config = "asconfig.json",
    transforms = [],
    sourceMap = false,
  }: ProjectOptions = {},
): Promise<Compiled> {
  const { entries, options } = await readConfig(config);
  options.transform = [
    ...(transform ? (options.transform ?? []) : []),
    ...transforms,
  ];
  const asconfig = {
    entries: [...entries.map((path) => join(ROOT, path)), entry],
    targets: {
      release: {
        optimizeLevel: 2,
        debug: true,
        ...(sourceMap && { sourceMap }),
      },
    },
    options,
  };
  const all = { ...files, "asconfig.json": JSON.stringify(asconfig) };
  const digest = createHash("sha256").update(JSON.stringify(all)).digest("hex");
  const folder = join(ROOT, "build/tests/projects", digest.slice(0, 16));
  for (const [path, text] of Object.entries(all)) {
    await putFile(join(folder, path), text);
  }
  const wasm = join(folder, "build/release.wasm");
  return compileTo(wasm, folder, ["--target", "release"]);
}

/** The entries and options that one of the SDK's own files sets for every filter. */
async function readConfig(file: string) {
  const text = await readFile(join(ROOT, file), "utf8");
  const { entries, options } = JSON.parse(text) as {
    entries: string[];
    options: { transform?: string[] };
  };
  const transform = options.transform?.map((path) => join(ROOT, path));
  return { entries, options: { ...options, transform } };
}

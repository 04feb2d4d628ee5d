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
    transforms = [],
    sourceMap = false,
  }: ProjectOptions = {},
): Promise<Compiled> {
  const options = await readOptions();
  options.transform = [
    ...(transform ? (options.transform ?? []) : []),
    ...transforms,
  ];
  const asconfig = {
    entries: [join(ROOT, "assembly/entry.ts"), entry],
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

/** The options that the SDK's asconfig.json sets for every filter. */
async function readOptions(): Promise<{ transform?: string[] }> {
  const text = await readFile(join(ROOT, "asconfig.json"), "utf8");
  const { options } = JSON.parse(text) as { options: { transform: string[] } };
  const transform = options.transform.map((path) => join(ROOT, path));
  return { ...options, transform };
}

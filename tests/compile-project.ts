import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runAsc } from "./compile.ts";
import { ROOT } from "../scripts/project/project-files.ts";

/** What the compiler printed about a project, and its module unless it failed. */
export interface CompiledProject {
  failed: boolean;
  stderr: string;
  wasm: string;
}

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
): Promise<CompiledProject> {
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
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const outFile = "build/release.wasm";
  const { failed, stderr } = await runAsc([
    ...["--baseDir", folder, "--target", "release", "--outFile", outFile],
  ]);
  return { failed, stderr, wasm: join(folder, outFile) };
}

/** The options that the SDK's asconfig.json sets for every filter. */
async function readOptions(): Promise<{ transform?: string[] }> {
  const text = await readFile(join(ROOT, "asconfig.json"), "utf8");
  const { options } = JSON.parse(text) as { options: { transform: string[] } };
  const transform = options.transform.map((path) => join(ROOT, path));
  return { ...options, transform };
}

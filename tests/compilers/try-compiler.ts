import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { withoutCustomSections } from "../../cli/inspect/without-custom-sections.ts";
import { runAsc } from "../compile.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

const run = promisify(execFile);

/**
 * Examples that between them need most of the contract: one that makes no garbage, one
 * that makes some, and a large one that collects in loops.
 */
const FILTERS = ["add-header", "fan-out", "cel-filter"];

const TARGETS = ["release", "debug"];
const BUILD_ALL = join(import.meta.dirname, "build-all.js");

/** The letters that are kept of what a failed command printed. */
const MOST_PRINTED = 4000;

/** What came of a release of the compiler. */
export interface Tried {
  /** What failed, and what was printed; empty where all went well. */
  failures: string[];
  /** The modules that are not those of the compiler that this repository pins. */
  differing: string[];
}

/** Installs a release of the compiler, with nothing else but this package, in a folder. */
export async function installCompiler(
  folder: string,
  version: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "package.json"),
    '{ "private": true, "type": "module" }',
  );
  const options = ["--prefer-offline", "--ignore-scripts", "--no-audit"];
  await run(
    "npm",
    ["install", ...options, "--no-fund", `assemblyscript@${version}`],
    { cwd: folder },
  );
  await symlink(ROOT, join(folder, "node_modules/proxy-wasm-as"));
  // The transform's own dependency.
  const parser = "node_modules/re2js";
  await symlink(join(ROOT, parser), join(folder, parser));
}

/**
 * Tries a release that `installCompiler` has put into a folder: checks the types of the
 * transform against it, builds examples, runs their tests on the emulator, and compares
 * their modules with those that the pinned compiler makes.
 */
export async function tryCompiler(folder: string): Promise<Tried> {
  const failures = await failuresOf("types", () => checkTypes(folder));
  for (const name of FILTERS) await copyExample(folder, name);
  const failed = await buildAll(folder);
  for (const [what, printed] of Object.entries(failed))
    failures.push(printedBy(what, printed));
  const differing: string[] = [];
  for (const name of FILTERS) {
    const project = join(folder, name);
    for (const target of TARGETS) {
      if (`${name} ${target}` in failed) continue;
      const same = await isSame(project, name, target);
      if (!same) differing.push(`${name} ${target}`);
    }
    failures.push(
      ...(await failuresOf(`${name} tests`, () =>
        runNode(project, ["--test", `tests/${name}.test.js`]),
      )),
    );
  }
  return { failures, differing };
}

/** Builds the examples in a folder; returns what was printed of each target that failed. */
async function buildAll(folder: string): Promise<Record<string, string>> {
  const { stdout } = await run(
    process.execPath,
    [BUILD_ALL, "node_modules/assemblyscript", ...FILTERS],
    { cwd: folder },
  );
  return JSON.parse(stdout) as Record<string, string>;
}

/** Builds an example by an installed compiler; returns what it printed of errors. */
export async function buildExample(folder: string): Promise<string> {
  const project = await copyExample(folder, FILTERS[0]);
  const [printed = ""] = await failuresOf("build", () =>
    runNode(project, [ascOf(folder), "--target", "release"]),
  );
  return printed;
}

async function copyExample(folder: string, name: string): Promise<string> {
  const project = join(folder, name);
  await mkdir(project, { recursive: true });
  for (const part of ["assembly", "asconfig.json", "tests"]) {
    const from = join(ROOT, "examples", name, part);
    await cp(from, join(project, part), { recursive: true });
  }
  return project;
}

/** Checks `transform/` against the types that a compiler and its Binaryen bring. */
async function checkTypes(folder: string): Promise<void> {
  await cp(join(ROOT, "transform"), join(folder, "transform"), {
    recursive: true,
  });
  const config = {
    extends: join(ROOT, "tsconfig.json"),
    compilerOptions: { typeRoots: [join(ROOT, "node_modules/@types")] },
    include: ["transform"],
    exclude: [],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  await runNode(folder, [join(ROOT, "node_modules/typescript/bin/tsc")]);
}

/**
 * Tells whether a module has the bytes that the pinned compiler gives it. The names of
 * functions may differ: one has the path from the project to the SDK.
 */
async function isSame(
  project: string,
  name: string,
  target: string,
): Promise<boolean> {
  const outFile = join("build/tests/compilers", name, `${target}.wasm`);
  const { failed, stderr } = await runAsc([
    ...["--baseDir", join(ROOT, "examples", name), "--target", target],
    ...["--outFile", join("../..", outFile)],
  ]);
  if (failed) throw new Error(stderr);
  const files = [join(project, "build", `${target}.wasm`), join(ROOT, outFile)];
  const [own, pinned] = await Promise.all(
    files.map(async (file) => withoutCustomSections(await readFile(file))),
  );
  return Buffer.compare(own, pinned) === 0;
}

function ascOf(folder: string): string {
  return join(folder, "node_modules/assemblyscript/bin/asc.js");
}

async function runNode(cwd: string, args: string[]): Promise<void> {
  // A test that runs within another's process would report to that one.
  const env = { ...process.env };
  delete env.NODE_TEST_CONTEXT;
  await run(process.execPath, args, { cwd, env });
}

/** Returns what went wrong, as a list of one. */
async function failuresOf(
  what: string,
  act: () => Promise<void>,
): Promise<string[]> {
  try {
    await act();
    return [];
  } catch (error) {
    const { stdout = "", stderr = "" } = error as Record<string, string>;
    return [printedBy(what, stdout + stderr)];
  }
}

function printedBy(what: string, printed: string): string {
  return `${what}: ${printed}`.slice(0, MOST_PRINTED);
}

import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CliError } from "../base/cli-error.ts";
import { buildTargets } from "../compile/build-targets.ts";
import { TEST_NAME_VARIABLE } from "../../host/spec/asked-tests.ts";
import { COVERAGE_VARIABLE } from "../../host/spec/coverage.ts";
import { SPECS_ON_VARIABLE, type SpecsOn } from "../../host/spec/specs-on.ts";

/** Where coverage is reported, in the project. */
const COVERAGE_FOLDER = "coverage";

/** Which tests of a project run, and how. */
export interface TestOptions {
  /** The builds that specs run on. */
  specsOn?: SpecsOn;
  /** A regular expression over the names of the tests that run. */
  name?: string;
  /** Report which lines and branches of the filter the specs ran. */
  coverage?: boolean;
}

/** A part of a project's tests, and how it went. */
export interface TestPart {
  name: string;
  passed: boolean;
  milliseconds: number;
}

/**
 * Tests a project: compiles it, then runs its as-pect specs, on the builds that
 * `specsOn` names or on both, and its Node tests, if it has any. The next part runs
 * even if one fails.
 *
 * Coverage is that of the specs, on the spec build alone: the counters are compiled
 * into it. The output goes to stdout. Throws a {@link CliError} for a project that
 * cannot be compiled or that has no tests.
 *
 *     const parts = await testProject(process.cwd());
 */
export async function testProject(
  folder: string,
  options: TestOptions = {},
): Promise<TestPart[]> {
  const parts = [
    part("build", () => buildTargets(folder).then(() => true)),
    ...(await specParts(folder, options)),
    ...(await nodeParts(folder, options)),
  ];
  if (parts.length === 1) {
    throw new CliError(
      `Cannot test ${folder}: it has neither tests/*.spec.ts nor tests/*.test.js.`,
    );
  }
  const done: TestPart[] = [];
  for (const run of parts) done.push(await run());
  return done;
}

type Part = () => Promise<TestPart>;

function part(name: string, run: () => Promise<boolean>): Part {
  return async () => {
    const start = performance.now();
    const passed = await run();
    return { name, passed, milliseconds: performance.now() - start };
  };
}

async function specParts(
  folder: string,
  { specsOn, name, coverage }: TestOptions,
): Promise<Part[]> {
  const files = await testFiles(folder, /\.spec\.ts$/);
  if (files.length === 0) {
    if (!coverage) return [];
    throw new CliError(
      `Cannot tell the coverage of ${folder}: it has no tests/*.spec.ts.`,
    );
  }
  const program = fileURLToPath(new URL("specs.js", import.meta.url));
  const args = [program, "--no-logo"];
  const run = async (counts?: string) => {
    const env = {
      ...process.env,
      ...(name !== undefined && { [TEST_NAME_VARIABLE]: name }),
      ...(counts && { [COVERAGE_VARIABLE]: counts }),
      ...(specsOn && { [SPECS_ON_VARIABLE]: specsOn }),
      ...(counts && { [SPECS_ON_VARIABLE]: "spec" }),
    };
    return runNode(folder, args, env);
  };
  return [part("as-pect", coverage ? () => withCoverage(folder, run) : run)];
}

/** Runs specs that count what they run, and reports it. */
async function withCoverage(
  folder: string,
  run: (counts: string) => Promise<boolean>,
): Promise<boolean> {
  const counts = await mkdtemp(join(tmpdir(), "proxy-wasm-coverage-"));
  try {
    const passed = await run(counts);
    const { reportCoverage } = await import("./coverage-report.ts");
    await reportCoverage(counts, join(folder, COVERAGE_FOLDER));
    return passed;
  } finally {
    await rm(counts, { recursive: true, force: true });
  }
}

async function nodeParts(
  folder: string,
  { name }: TestOptions,
): Promise<Part[]> {
  const files = await testFiles(folder, /\.test\.m?js$/);
  if (files.length === 0) return [];
  const pattern = name === undefined ? [] : [`--test-name-pattern=${name}`];
  const args = ["--test", ...pattern, ...files];
  return [part("Node", () => runNode(folder, args))];
}

/** The files in `tests/` whose name matches, as paths from the project's folder. */
async function testFiles(folder: string, kind: RegExp): Promise<string[]> {
  const tests = join(folder, "tests");
  const entries = await readdir(tests, { recursive: true }).catch(() => []);
  const found = entries.filter((name) => kind.test(name)).sort();
  return found.map((name) => join("tests", name));
}

/** Runs Node in a folder; resolves with whether it succeeded. */
function runNode(
  folder: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0));
  });
}

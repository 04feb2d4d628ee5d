import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CliError } from "../base/cli-error.ts";
import { buildTargets } from "../compile/build-targets.ts";
import { SPECS_ON_VARIABLE, type SpecsOn } from "../../host/spec/specs-on.ts";

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
 * Their output goes to stdout. Throws a {@link CliError} for a project that cannot be
 * compiled or that has no tests.
 *
 *     const parts = await testProject(process.cwd());
 */
export async function testProject(
  folder: string,
  specsOn?: SpecsOn,
): Promise<TestPart[]> {
  const parts = [
    part("build", () => buildTargets(folder).then(() => true)),
    ...(await specParts(folder, specsOn)),
    ...(await nodeParts(folder)),
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

async function specParts(folder: string, specsOn?: SpecsOn): Promise<Part[]> {
  const files = await testFiles(folder, /\.spec\.ts$/);
  if (files.length === 0) return [];
  const program = fileURLToPath(new URL("specs.js", import.meta.url));
  const chosen = specsOn === undefined ? {} : { [SPECS_ON_VARIABLE]: specsOn };
  const env = { ...process.env, ...chosen };
  const args = [program, "--no-logo"];
  return [part("as-pect", () => run(folder, args, env))];
}

async function nodeParts(folder: string): Promise<Part[]> {
  const files = await testFiles(folder, /\.test\.m?js$/);
  if (files.length === 0) return [];
  return [part("Node", () => run(folder, ["--test", ...files]))];
}

/** The files in `tests/` whose name matches, as paths from the project's folder. */
async function testFiles(folder: string, kind: RegExp): Promise<string[]> {
  const tests = join(folder, "tests");
  const entries = await readdir(tests, { recursive: true }).catch(() => []);
  const found = entries.filter((name) => kind.test(name)).sort();
  return found.map((name) => join("tests", name));
}

/** Runs Node in a folder; resolves with whether it succeeded. */
function run(
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

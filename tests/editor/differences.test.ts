import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { parseErrors } from "../../editor/eslint/compiler/parse.js";
import { ROOT } from "../../scripts/project/project-files.ts";
import {
  ONLY_BUILDS,
  ONLY_TYPE_CHECKS,
  type Difference,
} from "../../scripts/editor-differences.ts";
import { filterOf } from "./filter-of.ts";
import { tscFindings } from "./tsc-findings.ts";

const exec = promisify(execFile);

const COMPILE = join(ROOT, "editor/eslint/compiler/compile-project.js");

type Findings = Record<string, { code: number; message: string }[]>;

/** Writes each case into a file of a project; returns the files' paths. */
async function write(t: TestContext, cases: Difference[]): Promise<string[]> {
  await mkdir(join(ROOT, "build/tests"), { recursive: true });
  const folder = await mkdtemp(join(ROOT, "build/tests/differences-"));
  t.after(() => rm(folder, { recursive: true }));
  const names = cases.map((_, index) => `case${index}`);
  for (const [index, { code }] of cases.entries()) {
    // A module has each root id once.
    const text = filterOf(code).replace('("filter")', `("filter${index}")`);
    await writeFile(join(folder, `case${index}.ts`), text);
  }
  await writeFile(
    join(folder, "asconfig.json"),
    JSON.stringify({
      extends: "proxy-wasm-as/asconfig.json",
      entries: names.map((name) => `${name}.ts`),
      targets: { debug: {} },
    }),
  );
  return names.map((name) => join(folder, `${name}.ts`));
}

/** What the compiler says about the files of a project. */
async function compile(paths: string[]): Promise<string[][]> {
  const cwd = join(paths[0] ?? "", "..");
  const { stdout } = await exec(process.execPath, [COMPILE], { cwd });
  const found = JSON.parse(stdout) as Findings;
  return paths.map((path) =>
    (found[path.slice(cwd.length + 1)] ?? []).map(nameOf),
  );
}

function nameOf({ code, message }: { code: number; message: string }): string {
  return `${code < 1000 ? "AS" : "TS"}${code}: ${message}`;
}

test("the compiler accepts, and TypeScript refuses, what docs/editor.md lists", async (t) => {
  const paths = await write(t, ONLY_BUILDS);
  const compiled = await compile(paths);
  const checked = tscFindings(paths);
  for (const [index, { what, says }] of ONLY_BUILDS.entries()) {
    assert.deepEqual(compiled[index], [], what);
    const found = checked.get(paths[index] ?? "") ?? [];
    assert.ok(found[0]?.startsWith(says), `${what}: ${found.join("\n")}`);
  }
});

test("TypeScript accepts, and the compiler refuses, what docs/editor.md lists", async (t) => {
  const isParsed = ({ code }: Difference) =>
    parseErrors(filterOf(code)).length === 0;
  for (const { what, code, says } of ONLY_TYPE_CHECKS) {
    const [first] = parseErrors(filterOf(code)).map(nameOf);
    if (first !== undefined)
      assert.ok(first.startsWith(says), `${what}: ${first}`);
  }
  const paths = await write(t, ONLY_TYPE_CHECKS.filter(isParsed));
  const compiled = await compile(paths);
  for (const [index, { what, says }] of ONLY_TYPE_CHECKS.filter(
    isParsed,
  ).entries()) {
    const found = compiled[index] ?? [];
    assert.ok(
      found.some((each) => each.startsWith(says)),
      `${what}: ${found.join("\n")}`,
    );
  }
  const all = await write(t, ONLY_TYPE_CHECKS);
  for (const [path, found] of tscFindings(all)) {
    const index = all.indexOf(path);
    assert.deepEqual(found, [], ONLY_TYPE_CHECKS[index]?.what);
  }
});

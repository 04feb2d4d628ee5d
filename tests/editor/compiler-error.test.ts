import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { ESLint } from "eslint";
import { ROOT } from "../../scripts/project/project-files.ts";
import { filterOf } from "./filter-of.ts";
import { lint } from "./lint.ts";
import { testRule } from "./test-rule.ts";

const HEADER = 'const value = this.request.headers.get("x");\n';

testRule("compiler-error", {
  valid: [
    `${HEADER}if (value != null) log.info(value);`,
    // The transform makes it work.
    'for (const part of ["a", "b"]) log.info(part);',
    'const [first, second] = ["a", "b"];',
    `${HEADER}log.info(value?.trim() ?? "none");`,
  ],
  invalid: [
    { code: "const pair: [string, i32] = text;", errors: ["error"] },
    { code: 'import type { Body } from "a";', errors: ["error"] },
    {
      code: "class Filter extends HttpContext {\n  #count: i32 = 0;\n}",
      errors: ["error"],
    },
    {
      code: "class Filter extends HttpContext {\n  async wait(): Promise<void> {}\n}",
      errors: ["error"],
    },
    {
      code: "function double(n: i32) {\n  return n * 2;\n}\nclass Filter extends HttpContext {}",
      errors: ["error"],
    },
  ],
});

const PROJECT: Record<string, string> = {
  "asconfig.json": JSON.stringify({
    extends: "proxy-wasm-as/asconfig.json",
    entries: ["assembly/index.ts"],
    targets: { release: {}, debug: {} },
  }),
  "eslint.config.js": 'export { default } from "proxy-wasm-as/eslint";\n',
  "assembly/tsconfig.json": JSON.stringify({
    extends: "proxy-wasm-as/tsconfig.json",
    include: ["./**/*.ts"],
  }),
  "assembly/index.ts": `import { label } from "./label";\n${filterOf("log.info(label(count));")}`,
  "assembly/label.ts":
    "export function label(count: i32): string {\n  return count.toString();\n}\n",
};

/** Writes a project below the repository, where the package is found. */
async function projectIn(t: TestContext): Promise<string> {
  await mkdir(join(ROOT, "build/tests"), { recursive: true });
  const folder = await mkdtemp(join(ROOT, "build/tests/editor-"));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "assembly"));
  for (const [path, text] of Object.entries(PROJECT)) {
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** What the project's own configuration finds. */
async function findings(folder: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: folder });
  const results = await eslint.lintFiles(["assembly"]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, message }) =>
        `${filePath.slice(folder.length + 1)}:${line} ${message}`,
    ),
  );
}

test("compiler-error shows what the build says about each saved file", async (t) => {
  const folder = await projectIn(t);
  assert.deepEqual(await findings(folder), []);
  const label = join(folder, "assembly/label.ts");
  const text =
    "export function label(count: i32): string {\n  const names = [count].map<string>((n) => (n + count).toString());\n  let any: any = names;\n  return names[0];\n}\n";
  await writeFile(label, text);
  const found = await findings(folder);
  assert.equal(found.length, 1);
  assert.match(
    found.join("\n"),
    /^assembly\/label\.ts:3 TS2304: Cannot find name 'any'\. .*There is no `any`/m,
  );
  await writeFile(label, PROJECT["assembly/label.ts"] ?? "");
  assert.deepEqual(await findings(folder), []);
});

test("compiler-error says what a habit of TypeScript means here", () => {
  const [found] = lint(filterOf("const pair: [string, i32] = text;"));
  assert.match(
    found ?? "",
    /^\d+:\d+ compiler-error: TS1110: Type expected\. .*tuple.* See https:\S+$/,
  );
});

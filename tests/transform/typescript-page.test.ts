import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { ROOT } from "../../scripts/project/project-files.ts";
import { compileCases, type Diagnosis } from "./habits/compile-cases.ts";
import { pageSource, readPageRows } from "./habits/page-tables.ts";

const rows = await readPageRows();

test("docs/typescript.md shows in the last column of its tables what compiles", async () => {
  const sources = rows.flatMap(({ name, works }) =>
    works.map((code, index): [string, string] => {
      const id = `${name} ${index}`;
      return [id, pageSource(id, code)];
    }),
  );
  assert.ok(sources.length > 80);
  assert.deepEqual(findings(await compileCases(new Map(sources))), []);
});

test("docs/typescript.md shows in the first column what the compiler refuses and we explain", async () => {
  const found = await compileCases(sourcesOf(false));
  const left = [...found].flatMap(([name, said]) => {
    const errors = said.filter(({ asc }) => asc.startsWith("ERROR"));
    return errors.length > 0 && errors.every(isExplained)
      ? []
      : [`${name}: ${errors.map(({ asc }) => asc).join(" ")}`];
  });
  assert.deepEqual(left, []);
});

test("docs/typescript.md says what of TypeScript compiles and means something else, and the build warns of the truth of strings", async () => {
  const sources = sourcesOf(true);
  assert.ok(sources.size > 5);
  const found = findings(await compileCases(sources));
  assert.deepEqual(
    found.map((each) =>
      each.replace(/^line \d+ (.*?): WARNING AS102: .*/, "$1"),
    ),
    ["if (text) log.info(text)", 'log.info(value || "none")'],
  );
});

test("docs/typescript.md lists the members that a filter's class has already", async () => {
  const page = await readFile(join(ROOT, "docs/typescript.md"), "utf8");
  const [, section] = /## Reserved names\n(.*?)\n## /s.exec(page) ?? [];
  const listed = (line: string) =>
    Array.from(line.matchAll(/`(\w+)`/g), ([, name]) => name);
  for (const [name, file, base] of [
    ["HttpContext", "http-context"],
    ["StreamContext", "stream-context"],
    ["RootContext", "root-context"],
    ["HttpHandler", "http-handler", "http-context"],
    ["StreamHandler", "stream-handler", "stream-context"],
    ["PluginTask", "plugin-task", "context"],
  ]) {
    const line = new RegExp(`^\\| \`${name}\` .*$`, "m").exec(section)![0];
    const inherited = base === undefined ? [] : await membersOf(base);
    const members = (await membersOf(file)).filter(
      (member) => !inherited.includes(member),
    );
    assert.deepEqual(listed(line).slice(1).toSorted(), members);
  }
  const [, first] = /(^A class of.*?)\n\n/ms.exec(section) ?? [];
  assert.deepEqual(
    listed(first)
      .filter((name) => name !== "sdk")
      .toSorted(),
    await membersOf("context"),
  );
});

function sourcesOf(compiles: boolean): Map<string, string> {
  return new Map(
    rows
      .filter((row) => row.compiles === compiles)
      .map(({ name, written }) => [name, pageSource(name, written)]),
  );
}

function isExplained({ asc, adds }: Diagnosis): boolean {
  return adds !== "" || asc.startsWith("ERROR AS102");
}

function findings(found: Map<string, Diagnosis[]>): string[] {
  return [...found].flatMap(([name, said]) =>
    said
      .filter(({ asc }) => !asc.startsWith("INFO"))
      .map(({ asc, at }) => `${name}: ${asc} ${at}`),
  );
}

/** The names of what a class of contexts has, and is not a callback. */
async function membersOf(file: string): Promise<string[]> {
  const path = join(ROOT, `assembly/contexts/${file}.ts`);
  const source = ts.createSourceFile(
    path,
    await readFile(path, "utf8"),
    ts.ScriptTarget.Latest,
  );
  const names = source.statements
    .filter(ts.isClassDeclaration)
    .filter((each) =>
      each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    )
    .flatMap(({ members }) => [...members])
    .flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
  return [...new Set(names)]
    .filter((name) => !/^(?:sdk|on[A-Z]|create)/.test(name))
    .toSorted();
}

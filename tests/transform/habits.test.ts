import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/project/project-files.ts";
import { explainHabits } from "../../transform/habits/explain.js";
import { PAGE, SECTIONS } from "../../transform/habits/habit.js";
import { HABITS } from "../../transform/habits/habits.js";
import { NAMES } from "../../transform/habits/table/names.js";
import { runAsc, tryCompile } from "../compile.ts";
import { sourceOf, TOPICS } from "./habits/case-sources.ts";
import type { HabitCase } from "./habits/cases/case.ts";
import { compileCases, fileOf } from "./habits/compile-cases.ts";
import { editorFindings } from "./habits/editor-findings.ts";

const TABLE = join(import.meta.dirname, "habits/table.txt");

const cases = Object.values(TOPICS).flat();
const found = await compileCases(
  new Map(cases.map((each) => [each.name, sourceOf(each)])),
);

test("each case has a name and a file of its own", () => {
  const files = cases.map(({ name }) => fileOf(name));
  assert.equal(new Set(files).size, files.length);
});

test("each habit is refused, explained and shown as the table says", async () => {
  const shown = editorFindings(cases.map(({ name }) => fileOf(name)));
  const text = Object.entries(TOPICS)
    .map(([topic, own]) => [`# ${topic}\n`, ...own.map(rowOf)].join("\n"))
    .join("\n");
  if (process.env.UPDATE_GOLDEN === "1") await writeFile(TABLE, text);
  assert.equal(text, await readFile(TABLE, "utf8"));

  function rowOf(habit: HabitCase): string {
    const { name, top, members, body } = habit;
    const source = [top, members, body].filter(Boolean).join("\n");
    const said = found
      .get(name)!
      .flatMap(({ asc, adds, at }) => [
        `asc     ${asc}${at.trim() === "" ? "" : ` ${at}`}`,
        ...(adds === "" ? [] : [`we add  ${adds.replace(`${PAGE}#`, "#")}`]),
      ]);
    const { editor, lint } = shown.get(fileOf(name))!;
    const inEditor = [
      ...editor.map((each) => `editor  ${each}`),
      ...lint.map((each) => `lint    ${each}`),
    ];
    return [
      `## ${name}`,
      ...source.trim().replaceAll(/^/gm, "  ").split("\n"),
      ...(said.length > 0 ? said : ["asc     compiles it"]),
      ...(inEditor.length > 0 ? inEditor : ["editor  shows nothing"]),
      "",
    ].join("\n");
  }
});

test("each error that a habit causes is followed by a line that explains it", () => {
  const left = cases.flatMap(({ name, isMistake = false }) =>
    isMistake
      ? []
      : found
          .get(name)!
          .filter(({ asc, adds }) => isCompilers(asc) && adds === "")
          .map(({ asc }) => `${name}: ${asc}`),
  );
  assert.deepEqual(left, []);
});

/** Tells whether it is an error of the compiler: ours say what to write themselves. */
function isCompilers(asc: string): boolean {
  return asc.startsWith("ERROR") && !asc.startsWith("ERROR AS102");
}

test("each line that explains a habit is added in a case", () => {
  const added = [...found.values()].flat().map(({ adds }) => adds);
  const unused = HABITS.filter((each) => !NAMES.includes(each)).flatMap(
    ({ says }) =>
      typeof says === "string" && !added.some((line) => line.startsWith(says))
        ? [says]
        : [],
  );
  assert.deepEqual(unused, []);
});

test("the lines that explain habits are sentences with a link to a heading of docs/typescript.md", async () => {
  const page = await readFile(join(ROOT, "docs/typescript.md"), "utf8");
  const headings = Array.from(page.matchAll(/^## (.*)$/gm), ([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^a-z -]/g, "")
      .replaceAll(" ", "-"),
  );
  for (const section of Object.values(SECTIONS))
    assert.ok(headings.includes(section), section);
  const manifest = JSON.parse(
    await readFile(join(ROOT, "package.json"), "utf8"),
  ) as { homepage: string };
  assert.equal(
    PAGE,
    manifest.homepage.replace("#readme", "/blob/main/docs/typescript.md"),
  );
  for (const { says } of HABITS)
    if (typeof says === "string") assert.match(says, /^\S[^\n]*[.`]$/);
});

test("a choice of null is one error, and not the nine that follow from it", () => {
  assert.equal(found.get("choice of null with follow-ups")!.length, 1);
});

test("the transform ends a build by a compiler that has no list of diagnostics to read", async () => {
  const file = join(ROOT, "build/tests/habits/removed.js");
  await writeFile(
    file,
    "export default class { constructor() { delete this.program.diagnosticsOffset; } }",
  );
  const { failed, stderr } = await tryCompile("bench/filters/configured.ts", {
    args: ["--transform", file],
    variant: ".removed",
  });
  assert.ok(failed);
  assert.match(
    stderr,
    /^FAILURE proxy-wasm-as cannot build with assemblyscript [\d.]+, which has no diagnosticsOffset \(/,
  );
});

test("explainHabits returns what throws unless the compiler has read its diagnostics", () => {
  const program = {
    diagnostics: [],
    diagnosticsOffset: 0,
    options: {
      bundleMajorVersion: 0,
      bundleMinorVersion: 28,
      bundlePatchVersion: 99,
    },
  } as unknown as Parameters<typeof explainHabits>[0];
  const check = explainHabits(program);
  assert.throws(check, /which has no diagnosticsOffset that it reads \(/);
  assert.equal(program.diagnosticsOffset, 0);
  check();
});

/** What asc prints of a file that it cannot read. */
const PRINTED = `ERROR TS1109: Expression expected.
  AssemblyScript has no \`||=\`: write \`value ??= …\` for what may be null, and an \`if\` for the rest. See ${PAGE}#null-undefined-and-truth
   :
 2 │ a ||= 1;
   │     ~
   └─ in index.ts(2,5)

FAILURE 1 parse error(s)
`;

for (const [what, config] of [
  ["a filter", "asconfig.json"],
  ["a filter for ABI 0.2.0", "asconfig.0.2.0.json"],
  ["a filter for ABI 0.1.0", "asconfig.0.1.0.json"],
  ["a spec", "testing/as-pect.asconfig.json"],
]) {
  test(`asc prints the line below the error of ${what} that it cannot read`, async () => {
    const folder = join(ROOT, "build/tests/habits-printed");
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, "asconfig.json"),
      JSON.stringify({ extends: `proxy-wasm-as/${config}` }),
    );
    await writeFile(
      join(folder, "index.ts"),
      'import { log } from "proxy-wasm-as";\na ||= 1;\n',
    );
    const { stderr } = await runAsc(["index.ts", "--baseDir", folder]);
    assert.equal(stderr, PRINTED);
  });
}

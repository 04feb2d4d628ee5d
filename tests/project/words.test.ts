import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFiles, ROOT } from "../../scripts/project/project-files.ts";
import { DROPPED, droppedWords } from "./word-list.ts";

/** What others wrote, and the list itself. */
const EXEMPT = [
  "LICENSE",
  "package-lock.json",
  "tests/project/word-list.ts",
  "tests/project/words.test.ts",
];

test("the project uses none of the words that it has dropped", () => {
  const found = projectFiles()
    .filter((path) => /\.(md|ts|js|json|ya?ml|sh)$/.test(path))
    .filter((path) => !EXEMPT.includes(path))
    .flatMap((path) =>
      droppedWords(proseOf(path)).map(
        ({ line, word, instead }) =>
          `${path}:${line}: "${word}": write ${instead}`,
      ),
    );
  assert.deepEqual(found, []);
});

/** A file's text; of a page, without code in its lines, which may quote old names. */
function proseOf(path: string): string {
  const text = readFileSync(join(ROOT, path), "utf8");
  return path.endsWith(".md") ? text.replace(/`[^`\n]*`/g, "`…`") : text;
}

test("droppedWords finds a word with its line, and what to write instead", () => {
  assert.deepEqual(droppedWords("a\nHow to mend it"), [
    { line: 2, word: "mend", instead: '"fix"' },
  ]);
});

test('droppedWords takes "there is no", and not "it is no"', () => {
  assert.deepEqual(droppedWords("There is no route."), []);
  assert.equal(droppedWords("The value is no number.").length, 1);
});

test("each dropped word has what to write instead", () => {
  assert.deepEqual(
    DROPPED.filter(({ instead }) => instead === ""),
    [],
  );
});

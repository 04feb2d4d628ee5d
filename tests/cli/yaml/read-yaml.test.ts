import assert from "node:assert/strict";
import { test } from "node:test";
import { readYaml } from "../../../cli/yaml/read-yaml.ts";

test("readYaml reads every document, aliases and merged keys as what they stand for", () => {
  assert.deepEqual(readYaml("a: 1\n---\n---\nb: &x [on, 1_0]\nc: *x"), [
    { a: 1 },
    { b: ["on", "1_0"], c: ["on", "1_0"] },
  ]);
  assert.deepEqual(readYaml("# nothing"), []);
});

const bomb = Array.from({ length: 12 }, (_, index) =>
  index === 0
    ? "a0: &a0 [x, x]"
    : `a${index}: &a${index} [${`*a${index - 1}, `.repeat(9)}]`,
).join("\n");

const WRONG: [string, string, string][] = [
  ["an open list", "a: [", "it is no YAML: "],
  ["an alias of nothing", "a: *b", "it is no YAML: "],
  ["aliases of aliases", bomb, "its aliases stand for more than anybody reads"],
  ["a list in itself", "&a [*a]", "a part of it is in itself"],
  ["a map in itself", "&a {b: {c: *a}}", "a part of it is in itself"],
  [
    "lists in lists",
    "[".repeat(101) + "]".repeat(101),
    "it is more than 100 levels deep",
  ],
  ["lists without an end", "[".repeat(1e4), "it is nested too deeply"],
  ["items in items", "- ".repeat(1e4), "it is nested too deeply"],
  [
    "a key that gets lost",
    "a: {__proto__: b}",
    'it has a key "__proto__", which is not passed on',
  ],
];

for (const [what, text, reason] of WRONG) {
  test(`readYaml refuses ${what} with a reason`, () => {
    assert.throws(
      () => readYaml(text),
      ({ message }: Error) =>
        message.startsWith(reason) || assert.fail(message),
    );
  });
}

test("readYaml reads as kubectl does where it is told to", () => {
  const text = "[on, No, y, 0o7, 010, 1_0, 1:20, 2020-01-01, '=', \"on\", <<]";
  assert.deepEqual(readYaml(text), [
    ["on", "No", "y", 7, 10, "1_0", "1:20", "2020-01-01", "=", "on", "<<"],
  ]);
  assert.deepEqual(readYaml(text, { asKubernetes: true }), [
    [true, false, true, "0o7", 8, 10, "1:20", "2020-01-01", "=", "on", "<<"],
  ]);
});

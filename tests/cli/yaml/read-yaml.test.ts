import assert from "node:assert/strict";
import { test } from "node:test";
import { readYaml } from "../../../cli/yaml/read-yaml.ts";

test("readYaml reads every document, and expands aliases and merged keys", () => {
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
  ["an unclosed list", "a: [", "it is not YAML: "],
  ["an alias of nothing", "a: *b", "it is not YAML: "],
  ["aliases of aliases", bomb, "its aliases expand to too many values"],
  ["a list that contains itself", "&a [*a]", "a part of it contains itself"],
  [
    "a map that contains itself",
    "&a {b: {c: *a}}",
    "a part of it contains itself",
  ],
  [
    "nested lists",
    "[".repeat(101) + "]".repeat(101),
    "it is more than 100 levels deep",
  ],
  ["endless lists", "[".repeat(1e4), "it is nested too deeply"],
  ["nested items", "- ".repeat(1e4), "it is nested too deeply"],
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

test("readYaml reads as kubectl does if asked to", () => {
  const text = "[on, No, y, 0o7, 010, 1_0, 1:20, 2020-01-01, '=', \"on\", <<]";
  assert.deepEqual(readYaml(text), [
    ["on", "No", "y", 7, 10, "1_0", "1:20", "2020-01-01", "=", "on", "<<"],
  ]);
  assert.deepEqual(readYaml(text, { asKubernetes: true }), [
    [true, false, true, "0o7", 8, 10, "1:20", "2020-01-01", "=", "on", "<<"],
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { RE2JS } from "re2js";
import { Random } from "../fuzz/random.ts";
import { randomPattern, randomText } from "../kit/patterns-subjects.ts";
import { compileText } from "../compile-text.ts";
import { exportsOf } from "../module/instance.ts";

const COUNT = 60;
const TEXTS = 40;

const random = new Random(7);
const texts = Array.from({ length: TEXTS }, () => randomText(random));
const patterns = [
  ...[
    "\\p{Greek}|\\pN+$",
    "(?i)straße|É[à-ü]",
    "[^\\x00-\\x7f]+",
    "\\Qa.b\\E*",
  ],
  ...Array.from({ length: COUNT * 2 }, () => randomPattern(random)),
]
  .filter(isTaken)
  .slice(0, COUNT);

function isTaken(pattern: string): boolean {
  try {
    return RE2JS.compile(pattern).groupCount() < 10;
  } catch {
    return false;
  }
}

const list = patterns.map((each) => JSON.stringify(each));
const MODULE = `import { Regex, regex, regexSet, utf8Decode } from "proxy-wasm-as";
let input = new Uint8Array(0);
export function room(size: i32): usize {
  input = new Uint8Array(size);
  return input.dataStart;
}
const all: Regex[] = [${list.map((each) => `regex(${each})`).join()}];
const set = regexSet([${list.join()}]);
export function find(index: i32): i32 {
  const text = utf8Decode(input);
  const match = all[index].find(text);
  const tested = all[index].testBytes(input);
  if (match == null) return tested || all[index].test(text) ? -2 : -1;
  return tested && all[index].test(text) ? (match.index << 16) | match.end : -2;
}
export function isInSet(index: i32): i32 {
  return set.all(utf8Decode(input)).includes(index) ? 1 : 0;
}
export function first(): i32 {
  return set.first(utf8Decode(input));
}
`;

type Exports = Record<string, (...args: number[]) => number>;

test("regex and regexSet find in tables of the build what RE2 finds", async () => {
  const exports = (await exportsOf(
    await compileText(MODULE),
  )) as unknown as Exports & {
    memory: WebAssembly.Memory;
  };
  for (const text of texts) {
    const bytes = Buffer.from(text);
    const at = exports.room(bytes.length);
    new Uint8Array(exports.memory.buffer).set(bytes, at);
    let first = -1;
    for (const [index, pattern] of patterns.entries()) {
      const matcher = RE2JS.compile(pattern).matcher(text);
      const isFound = matcher.find();
      const expected = isFound ? (matcher.start() << 16) | matcher.end() : -1;
      const where = JSON.stringify([pattern, text]);
      assert.equal(exports.find(index), expected, where);
      assert.equal(exports.isInSet(index), Number(isFound), where);
      if (isFound && first < 0) first = index;
    }
    assert.equal(exports.first(), first, text);
  }
});

const refused = (statement: string, message: RegExp) =>
  assert.rejects(
    compileText(`import { regex, regexSet, log } from "proxy-wasm-as";
export function run(text: string): void {
  ${statement}
}
`),
    (error: Error) => {
      assert.match(error.message, message);
      assert.match(error.message, /in index\.ts\(3,\d+\)/);
      return true;
    },
  );

test("regex refuses what takes backtracking, with the reader's line and a sentence", async () => {
  await refused(
    'log.info(`${regex("(a)\\\\1").test(text)}`);',
    /The pattern "\(a\)\\\\1" is refused: invalid escape sequence: `\\1`\./,
  );
});

test("regexSet names the pattern that is refused", async () => {
  await refused(
    'log.info(`${regexSet(["a", "(?=b)"]).first(text)}`);',
    /The pattern "\(\?=b\)" is refused: invalid or unsupported Perl syntax: `\(\?=`, which looks ahead or behind\./,
  );
});

test("regex refuses what is not a literal, and says what takes it", async () => {
  await refused(
    "log.info(`${regex(text).test(text)}`);",
    /regex takes a pattern that stands here as a text: compile others by Regex\.compile/,
  );
});

test("regex refuses a file in which something else has its name", async () => {
  await refused(
    'const regexSet = 1; log.info(`${regexSet}${regex("a").test(text)}`); { const regex = 2; log.info(`${regex}`); }',
    /"regex" is also the name of something in this file/,
  );
});

test("regex takes a pattern whose states are too many for a table", async () => {
  await compileText(`import { regex } from "proxy-wasm-as";
export function run(): bool {
  return regex("a[ab]{14}c").test("abababababababac");
}
`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bracketAround,
  matching,
  statementAround,
  tokensOf,
} from "../../transform/habits/tokens.js";

const textsOf = (source: string) => tokensOf(source).map(({ text }) => text);

const SPLIT: [source: string, tokens: string[]][] = [
  ["a?.b ?? c", ["a", "?.", "b", "??", "c"]],
  ["a ? .5 : 1", ["a", "?", ".5", ":", "1"]],
  ["a?.5:1", ["a", "?", ".5", ":", "1"]],
  ["a ??= b; c ||= d", ["a", "??=", "b", ";", "c", "||=", "d"]],
  ["a // b?.c\n/* d ?? */ e", ["a", "e"]],
  ["\"a?.b\" + '\\''", ['"a?.b"', "+", "'\\''"]],
  [
    "`a ${b ?? `c ${d}`} e`;",
    ["`a ${", "b", "??", "`c ${", "d", "}`", "} e`", ";"],
  ],
  ["`${{ a }}`", ["`${", "{", "a", "}", "}`"]],
  ["a / b / c", ["a", "/", "b", "/", "c"]],
  [
    "x = /[/?.]\\/?./g.test(y)",
    ["x", "=", "/[/?.]\\/?./g", ".", "test", "(", "y", ")"],
  ],
  ["10n + 0x1f + 1.5e-3", ["10", "n", "+", "0x1f", "+", "1.5e-3"]],
  ["#a = (...b) => c", ["#", "a", "=", "(", "...", "b", ")", "=>", "c"]],
  ['"open', ['"open']],
  ["`open ${a", ["`open ${", "a"]],
];

for (const [source, tokens] of SPLIT) {
  test(`tokensOf splits ${source}`, () => {
    assert.deepEqual(textsOf(source), tokens);
  });
}

test("tokensOf says where each token stands", () => {
  const source = "let a = `b ${c}`; // d\n/e/";
  for (const { text, start, end } of tokensOf(source))
    assert.equal(source.slice(start, end), text);
});

test("matching and bracketAround find the other bracket, and -1 without one", () => {
  const tokens = tokensOf("f(a, [b], { c })");
  assert.equal(matching(tokens, 1), tokens.length - 1);
  assert.equal(matching(tokens, tokens.length - 1), 1);
  assert.equal(bracketAround(tokens, 5), 4);
  assert.equal(bracketAround(tokens, 2), 1);
  assert.equal(bracketAround(tokens, 0), -1);
  assert.equal(matching(tokensOf("(a"), 0), -1);
});

const STATEMENTS: [source: string, at: string, statement: string][] = [
  ["a(); b = c(d); e();", "c", "b = c ( d ) ;"],
  ["f() { a(); b[c] = d }", "d", "b [ c ] = d"],
  ["if (a) { b(); } c = 1;", "c", "c = 1 ;"],
  ["const { a } = b; c();", "b", "= b ;"],
];

for (const [source, at, statement] of STATEMENTS) {
  test(`statementAround finds the statement around ${at} in ${source}`, () => {
    const tokens = tokensOf(source);
    const index = tokens.findIndex(({ text }) => text === at);
    const [start, end] = statementAround(tokens, index);
    assert.equal(
      tokens
        .slice(start, end + 1)
        .map(({ text }) => text)
        .join(" "),
      statement,
    );
  });
}

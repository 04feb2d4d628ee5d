import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILDS, errorsOf, logsOf } from "./run.ts";

const STATEMENTS = `
const [scheme, token] = "Bearer abc".split(" ");
log.info(scheme + "+" + token);
const [first, , third = "none", ...rest] = ["1", "2", "3", "4", "5"];
log.info(first + third + rest.join(""));
const [one, two = "none"] = ["only"];
log.info(one + two);
const { a, b: named, inner: { x, list: [head] } } = make();
log.info(\`\${a} \${named} \${x} \${head}\`);
let [m, n]: i32[] = [1, 2];
m += n;
log.info(m.toString());
for (let [i, j] = [0, 3]; i < j; i++, j--) log.info(\`\${i} \${j}\`);
log.info(top.toString());
const { name } = this;
log.info(name);
log.info(swap([1, 2]).join());
`;

const DECLARATIONS = `
class Inner { x: i32 = 7; list: string[] = ["h"]; }
class Outer { a: i32 = 1; b: f64 = 2.5; inner: Inner = new Inner(); }
function make(): Outer { log.info("made"); return new Outer(); }
const [top] = [42];
function swap<T>(list: T[]): T[] { const [a, b] = list; return [b, a]; }
`;

const LOGS = [
  "Bearer+abc",
  "1345",
  "onlynone",
  "made",
  "1 2.5 7 h",
  "3",
  "0 3",
  "1 2",
  "42",
  "filter",
  "2,1",
];

for (const build of BUILDS) {
  test(`names in brackets take elements and fields in ${build.target} with the ${build.runtime} runtime`, async () => {
    assert.deepEqual(await logsOf(STATEMENTS, DECLARATIONS, build), LOGS);
  });
}

const REFUSED: [statements: string, error: RegExp][] = [
  ["let [a, b];", /^1:5 .*need a value to take theirs from/],
  ["const { name = 1 } = this;", /^1:9 .*`name` can have no default/],
  ["const [a b] = [1];", /^1:9 .*Expected `,` or `\]` here/],
  ["const { nope } = this;", /^1:9 .*Property 'nope' does not exist/],
];

for (const [statements, error] of REFUSED) {
  test(`names in brackets: ${statements} is refused at its place`, async () => {
    const errors = await errorsOf(statements);
    assert.match(errors[0], error);
  });
}

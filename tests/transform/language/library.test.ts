import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../compile.ts";
import { BUILDS, errorsOf, logsOf } from "./run.ts";

/** Statements whose logs are those of Node, too. */
const CASES: [statements: string, logs: string[]][] = [
  [
    'const names = ["accept", "x-user", "x-id"]; const found = names.find((name) => name.startsWith("x-")); if (found != null) log.info(found);',
    ["x-user"],
  ],
  [
    'const none = ["a"].find((name) => name == "b"); log.info(none == null ? "null" : "there");',
    ["null"],
  ],
  [
    'const last = ["a1", "b", "a2"].findLast((name) => name.startsWith("a")); if (last != null) log.info(last);',
    ["a2"],
  ],
  [
    'log.info(["a,b", "c"].flatMap<string>((text) => text.split(",")).join("+"));',
    ["a+b+c"],
  ],
  [
    'const list = [3, 1, 2]; log.info(list.toSorted().join() + " " + list.toReversed().join() + " " + list.toSorted((a, b) => b - a).join() + " " + list.join());',
    ["1,2,3 2,1,3 3,2,1 3,1,2"],
  ],
  [
    'const list: StaticArray<string> = ["a", "b"]; const found = list.find((x) => x == "b"); log.info(found == null ? "null" : found);',
    ["b"],
  ],
  [
    'const map = new Map<string, i32>(); map.set("a", 1); map.set("b", 2); map.forEach((value, key) => { log.info(key + value.toString()); });',
    ["a1", "b2"],
  ],
  [
    "const set = new Set<i32>(); set.add(7); set.forEach((value) => { log.info(value.toString()); });",
    ["7"],
  ],
  [
    "this.request.headers.forEach((value, name) => { if (name.startsWith('x-') && name < 'x-f' || name == 'x-one' || name == 'x-two') log.info(name + value); });",
    ["x-one1", "x-two2"],
  ],
  [
    'log.info([1.005, 1.45, 8.345, -1.5, 0, 123.456, -0.0004, 1e20].map<string>((x) => x.toFixed(2)).join(" "));',
    [
      [1.005, 1.45, 8.345, -1.5, 0, 123.456, -0.0004]
        .map((x) => x.toFixed(2))
        .join(" ") + " 100000000000000000000.0",
    ],
  ],
  [
    'log.info((2.5).toFixed() + " " + (1.45).toFixed(1) + " " + (0.1).toFixed(18));',
    [(2.5).toFixed() + " " + (1.45).toFixed(1) + " " + (0.1).toFixed(18)],
  ],
  [
    'log.info(Number.isInteger(5.0).toString() + " " + Number.isNaN(NaN).toString() + " " + "abc".at(-1));',
    ["true true c"],
  ],
];

for (const build of BUILDS) {
  test(`methods of JavaScript's library are there in ${build.target} with the ${build.runtime} runtime`, async () => {
    const logs = await logsOf(
      CASES.map(([text]) => `{ ${text} }`).join("\n"),
      "",
      build,
    );
    assert.deepEqual(
      logs,
      CASES.flatMap(([, lines]) => lines),
    );
  });
}

test("a class of the filter's own may extend Array and have a find of its own", async () => {
  const logs = await logsOf(
    "log.info(new Own(1).find().toString());",
    "class Own extends Array<i32> { constructor(n: i32) { super(n); } find(): i32 { return 42; } }",
  );
  assert.deepEqual(logs, ["42"]);
});

test("find among numbers is one error, at its place", async () => {
  const errors = await errorsOf("const x = [1].find((x) => x > 1);");
  assert.equal(errors.length, 1);
  assert.match(errors[0], /^1:15 .*a number cannot be `null`: use `findIndex`/);
});

test("an editor's declarations of the language are what the compiler takes", async () => {
  await compile("tests/transform/filters/language.ts");
});

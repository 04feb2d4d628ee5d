import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { eachMapping, TraceMap } from "@jridgewell/trace-mapping";
import {
  BUILDS,
  type Case,
  checkCases,
  compileFilter,
  errorsOf,
  filterOf,
  FIRST_LINE,
} from "./run.ts";

/** What a loop goes through, and what it logs. */
const CASES: Case[] = [
  ["an array", 'for (const x of ["a", "b"]) log.info(x);', ["a", "b"]],
  [
    "an array of numbers, with a block",
    "for (const x of [1, 2, 3]) { log.info(x.toString()); }",
    ["1", "2", "3"],
  ],
  [
    "an empty array",
    'const none: string[] = []; for (const x of none) log.info(x); log.info("end");',
    ["end"],
  ],
  [
    "a StaticArray",
    "const list: StaticArray<i32> = [4, 5]; for (const x of list) log.info(x.toString());",
    ["4", "5"],
  ],
  [
    "typed arrays",
    `const bytes = new Uint8Array(2); bytes[1] = 255;
       for (const byte of bytes) log.info(byte.toString());
       const floats = new Float64Array(1); floats[0] = 1.5;
       for (const x of floats) log.info(x.toString());`,
    ["0", "255", "1.5"],
  ],
  [
    "a string, by code points",
    'for (const letter of "a€😀!") log.info(letter);',
    ["a", "€", "😀", "!"],
  ],
  [
    "a Set",
    'const set = new Set<string>(); set.add("a"); set.add("b"); for (const x of set) log.info(x);',
    ["a", "b"],
  ],
  [
    "a Map",
    'const map = new Map<string, i32>(); map.set("a", 1); map.set("b", 2); for (const [key, value] of map) log.info(`${key}=${value}`);',
    ["a=1", "b=2"],
  ],
  [
    "a Map's keys, values and entries",
    `const map = new Map<string, i32>(); map.set("a", 1);
       for (const key of map.keys()) log.info(key);
       for (const value of map.values()) log.info(value.toString());
       for (const [key, value] of map.entries()) log.info(key + value.toString());
       for (const [key] of map) log.info(key);
       for (const [, value] of map) log.info(value.toString());`,
    ["a", "1", "a1", "a", "1"],
  ],
  [
    "an array's entries",
    'for (const [index, x] of ["a", "b"].entries()) log.info(index.toString() + x);',
    ["0a", "1b"],
  ],
  [
    "headers and their entries",
    `for (const [name, value] of this.request.headers) if (name == "x-one") log.info(name + value);
       for (const [name, value] of this.request.headers.entries()) if (name == "x-two") log.info(name + value);
       for (const [name] of this.request.headers) if (name == "x-two") log.info(name);`,
    ["x-one1", "x-two2", "x-two"],
  ],
  [
    "a list of JSON",
    'const json = parseJson("[1,2]"); if (json != null) for (const x of json) { if (x != null) log.info(x.integerOr(0).toString()); }',
    ["1", "2"],
  ],
  [
    "a class with length and the operator []",
    "for (const x of new Squares(3)) log.info(x.toString());",
    ["0", "1", "4"],
    `class Squares {
  constructor(readonly length: i32) {}
  @operator("[]")
  at(index: i32): i32 { return index * index; }
}`,
  ],
  [
    "arrays in an array, by their elements",
    'for (const [a, b] of [["1", "2"], ["3", "4"]]) log.info(a + b);',
    ["12", "34"],
  ],
  [
    "objects, by their fields",
    "for (const { a, b: c } of [new Pair(1, 2), new Pair(3, 4)]) log.info((a * c).toString());",
    ["2", "12"],
    "class Pair { constructor(readonly a: i32, readonly b: i32) {} }",
  ],
  [
    "a value that is computed once",
    "for (const x of list()) log.info(x);",
    ["called", "a", "b"],
    'function list(): string[] { log.info("called"); return ["a", "b"]; }',
  ],
  [
    "an array that grows and shrinks while it runs",
    `const grows = [1, 2]; for (const x of grows) { log.info(x.toString()); if (x < 4) grows.push(x + 2); }
       const shrinks = [1, 2, 3]; for (const x of shrinks) { log.info(x.toString()); shrinks.pop(); }`,
    ["1", "2", "3", "4", "5", "1", "2"],
  ],
  [
    "with continue and break, nested",
    `for (const x of [1, 2, 3, 4]) {
         if (x == 2) continue;
         if (x == 4) break;
         for (const y of [1, 2, 3]) { if (y == 2) continue; log.info((x * 10 + y).toString()); }
       }
       for (const letter of "abc") { if (letter == "b") continue; log.info(letter); }`,
    ["11", "13", "31", "33", "a", "c"],
  ],
  [
    "with return",
    "log.info(firstEven([1, 4, 6]).toString());",
    ["4"],
    "function firstEven(list: i32[]): i32 { for (const x of list) { if (x % 2 == 0) return x; } return -1; }",
  ],
  [
    "in a generic function, and of a generic class",
    'log.info(join<i32>([1, 2])); log.info(new Box<string>(["a"]).all());',
    ["1 2 ", "a"],
    `function join<T>(list: T[]): string { let text = ""; for (const x of list) text += x.toString() + " "; return text; }
class Box<T> { constructor(private list: T[]) {} all(): string { let text = ""; for (const x of this.list) text += x.toString(); return text; } }`,
  ],
  [
    "into let, which may change, and into a variable that is there",
    "let y = 0; for (let x of [1, 2]) { x *= 10; log.info(x.toString()); } for (y of [7, 8]) {} log.info(y.toString());",
    ["10", "20", "8"],
  ],
  [
    "with a name that shadows, and one that is declared again inside",
    'const x = "outer"; for (const x of ["inner"]) { log.info(x); { const x = "block"; log.info(x); } } log.info(x);',
    ["inner", "block", "outer"],
  ],
  [
    "where what follows narrows",
    'const list: (string | null)[] = ["a", null]; for (const x of list) { if (x == null) { log.info("null"); continue; } log.info(x); }',
    ["a", "null"],
  ],
  [
    "in the module's own scope, a static method and an arrow function",
    "log.info(total.toString()); log.info(Sum.of([1, 2]).toString()); log.info([[1, 2], [3]].map<i32>((list) => { let sum = 0; for (const x of list) sum += x; return sum; }).join());",
    ["6", "3", "3,3"],
    `let total = 0;
for (const x of [1, 2, 3]) total += x;
class Sum { static of(list: i32[]): i32 { let sum = 0; for (const x of list) sum += x; return sum; } }`,
  ],
];

for (const build of BUILDS) {
  test(`for…of goes through everything in ${build.target} with the ${build.runtime} runtime`, async () => {
    await checkCases(CASES, build);
  });
}

const REFUSED: [statements: string, error: RegExp][] = [
  [
    "for (const x of 5) {}",
    /^1:17 .*A loop cannot go through `i32`: for…of takes arrays, strings, Set, Map, headers/,
  ],
  ["for (const x of this) {}", /^1:17 .*A loop cannot go through `.*Filter`/],
  [
    "const list: string[] | null = null;\nfor (const x of list) {}",
    /^2:17 .*compare the value with null first/,
  ],
  [
    "for (const x of this.request.headers) {}",
    /^1:6 .*write `for \(const \[name, value\] of …\)`/,
  ],
  [
    "for (const [a, b, c] of this.request.headers) {}",
    /^1:6 .*write `for \(const \[name, value\] of …\)`/,
  ],
];

for (const [statements, error] of REFUSED) {
  test(`for…of refuses ${statements.replaceAll("\n", " ")} in one line, at its place`, async () => {
    const errors = await errorsOf(statements);
    assert.equal(errors.length, 1, errors.join("\n"));
    assert.match(errors[0], error);
  });
}

test("for…of keeps the lines of the filter in the source map", async () => {
  const statements = `let sum = 0;
for (const x of [1, 2]) {
  sum += x * this.request.headers.size;
}
log.info(sum.toString());`;
  const { wasm } = await compileFilter(filterOf(statements));
  const map = new TraceMap(await readFile(`${wasm}.map`, "utf8"));
  const lines = new Set<number>();
  eachMapping(map, ({ source, originalLine }) => {
    if (source?.endsWith("index.ts") && originalLine !== null)
      lines.add(originalLine - FIRST_LINE + 1);
  });
  for (const line of [2, 3, 5]) assert.ok(lines.has(line), `line ${line}`);
});

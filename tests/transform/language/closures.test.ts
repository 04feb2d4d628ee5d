import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../../host/index.ts";
import {
  BUILDS,
  type Case,
  checkCases,
  compileFilter,
  errorsOf,
  filterOf,
} from "./run.ts";

const CASES: Case[] = [
  [
    "a constant and a parameter",
    'const prefix = this.request.headers.get("x-one"); if (prefix != null) log.info(["1a", "2b"].filter((name) => name.startsWith(prefix)).join()); log.info(atLeast([1, 2, 3], 2).join());',
    ["1a", "2,3"],
    "function atLeast(list: i32[], least: i32): i32[] { return list.filter((x) => x >= least); }",
  ],
  [
    "a variable that the function changes",
    "let sum = 0; [1, 2, 3].forEach((x) => { sum += x; }); log.info(sum.toString()); sum *= 2; log.info(sum.toString());",
    ["6", "12"],
  ],
  [
    "a variable that changes after the function is made",
    'let text = "before"; const read = (): string => text; text = "after"; log.info(read());',
    ["after"],
  ],
  [
    "a parameter that changes",
    "log.info(counterFrom(5).toString());",
    ["7"],
    "function counterFrom(n: i32): i32 { const up = (): void => { n++; }; up(); up(); return n; }",
  ],
  [
    "one variable of each turn of a loop",
    `const all: (() => i32)[] = [];
       for (let i = 0; i < 3; i++) all.push(() => i);
       for (const x of [10, 20]) all.push(() => x);
       for (let x of [1, 2]) { x *= 100; all.push(() => x); }
       let n = 0; while (n < 2) { const own = n; all.push(() => own); n++; }
       log.info(all.map<i32>((each) => each()).join());`,
    ["0,1,2,10,20,100,200,0,1"],
  ],
  [
    "functions in functions",
    `const a = this.request.headers.size; let count = 0;
       const outer = (b: i32): (() => i32) => { const c = b + 1; return () => { count++; return a * 0 + b * 10 + c; }; };
       const inner = outer(4); log.info(inner().toString()); log.info(inner().toString()); log.info(count.toString());`,
    ["45", "45", "2"],
  ],
  [
    "this, and a private field",
    "const counter = new Counter(); counter.run(); log.info(counter.total.toString()); [1].forEach((x) => { log.info(this.name); });",
    ["4", "filter"],
    "class Counter { private n: i32 = 1; get total(): i32 { return this.n; } run(): void { [1, 2].forEach((x) => { [x].forEach((y) => { this.n += y; }); }); } }",
  ],
  [
    "the variables of a generic function and a generic class",
    'log.info(pick<string>(["a", "b"], "b").join()); log.info(pick<f64>([1.5, 2.5], 1.5).join()); log.info(new Same<i64>(7).all([7, 8]).join());',
    ["b", "1.5", "7"],
    `function pick<T>(list: T[], wanted: T): T[] { return list.filter((x) => x == wanted); }
class Same<T> { constructor(private value: T) {} all(list: T[]): T[] { const value = this.value; return list.filter((x) => x == value && x == this.value); } }`,
  ],
  [
    "values of all types",
    `const a: u8 = <u8>this.request.headers.size; const b: i64 = -5 * <i64>a / a; const c: f64 = 1.5 * <f64>a / <f64>a; const d = a > 0; const e: i16 = -3 * <i16>a / <i16>a; const f: string | null = this.request.headers.get("nope");
       const all = (): string => \`\${b} \${c} \${d} \${e} \${f == null}\`; log.info(all());`,
    ["-5 1.5 true -3 true"],
  ],
  [
    "what was narrowed",
    'const user = this.request.headers.get("x-two"); if (user != null) { const read = (): i32 => user.length; log.info(read().toString()); }',
    ["1"],
  ],
  [
    "a function that calls itself",
    "const base = this.request.headers.size * 0 + 1; const factorial = (n: i32): i32 => n < 2 ? base : n * factorial(n - 1); log.info(factorial(5).toString());",
    ["120"],
  ],
  [
    "a function that is declared in another",
    "const step = this.request.headers.size * 0 + 2; function add(x: i32): i32 { return x + step; } log.info(add(1).toString());",
    ["3"],
  ],
  [
    "functions that are kept in fields, in a Map and in arguments",
    `const keeper = new Keeper(); let n = 0; keeper.run = () => { n++; };
       for (let i = 0; i < 3; i++) keeper.run();
       const map = new Map<string, (x: i32) => i32>(); const k = n; map.set("a", (x) => x + k); map.set("b", (x) => x * 2);
       log.info(n.toString() + " " + map.get("a")(1).toString() + " " + map.get("b")(4).toString()); log.info(twice((x) => x + k, 0).toString());`,
    ["3 4 8", "6"],
    `class Keeper { run: () => void = () => {}; }
function twice(run: (x: i32) => i32, x: i32): i32 { return run(run(x)); }`,
  ],
  [
    "comparators, and calls within the arguments of a call",
    `const sign = this.request.headers.size > 0 ? -1 : 1; log.info([1, 3, 2].sort((a, b) => (a - b) * sign).join());
       const one = (x: i32): i32 => x * sign; const two = (x: i32): i32 => x * 10 + sign * 0; log.info(two(one(two(3))).toString());`,
    ["3,2,1", "-300"],
  ],
  [
    "functions that outlive what made them, when memory is short",
    `const all: (() => string)[] = []; for (let i = 0; i < 50; i++) { const text = "text " + i.toString(); const more = [i.toString()]; all.push(() => text + more[0]); }
       for (let i = 0; i < 20000; i++) garbage.push(i.toString());
       garbage = []; let length = 0; for (const each of all) length += each().length; log.info(length.toString() + all[49]());`,
    ["430text 4949"],
    "let garbage: string[] = [];",
  ],
  [
    "in the module's own scope",
    "log.info(found.join());",
    ["2"],
    "let found: i32[] = []; { const least = found.length + 2; found = [1, 2].filter((x) => x >= least); }",
  ],
  [
    "names that are shadowed",
    "const x = this.request.headers.size * 0 + 1; const run = (y: i32): i32 => { const z = x; { const x = 5; return [1].map<i32>((w) => w + x + y + z)[0]; } }; log.info(run(2).toString());",
    ["9"],
  ],
  [
    "SharedData.update",
    'const add = this.request.headers.size * 0 + 5; SharedData.update("n", (old) => { const n = old == null ? 0 : I32.parseInt(old); return (n + add).toString(); }); const value = SharedData.get("n"); log.info(value == null ? "none" : value);',
    ["5"],
  ],
];

const EAGER = ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"];

const EAGER_BUILDS = BUILDS.slice(0, 2).map((each) => ({
  ...each,
  args: EAGER,
}));

for (const build of [...BUILDS, ...EAGER_BUILDS]) {
  const { target, runtime, args = [] } = build;
  test(`functions take variables along in ${target} with the ${runtime} runtime ${args[1] ?? ""}`, async () => {
    await checkCases(CASES, build);
  });
}

for (const build of BUILDS) {
  test(`a function that waits for an answer keeps its variables in ${build.target} with the ${build.runtime} runtime`, async () => {
    const { failed, stderr, wasm } = await compileFilter(
      filterOf(`const user = this.request.headers.get("x-user"); let seen = 0;
        new HttpCall("auth").path("/a").send<Filter>(this, (self, answer) => { seen++; log.info((user == null ? "none" : user) + answer.status.toString() + self.name); self.continueRequest(); });
        return FilterHeadersStatus.StopAllIterationAndWatermark;`),
      build,
    );
    assert.ok(!failed, stderr);
    const host = await ProxyHost.load(wasm, { clusters: { auth: {} } });
    const plugin = host.startPlugin({ rootId: "filter" });
    const streams = Array.from({ length: 50 }, (_, index) => {
      const stream = plugin.httpStream();
      stream.request({ path: "/", headers: [["x-user", `user${index}`]] });
      return stream;
    });
    assert.equal(streams.length, 50);
    for (let index = 0; index < 3000; index++)
      plugin.httpStream().request({ path: "/" });
    for (const call of host.httpCalls.slice(0, 50))
      call.respond({ status: 200 });
    assert.deepEqual(
      host.logs.map(({ message }) => message),
      Array.from({ length: 50 }, (_, index) => `user${index}200filter`),
    );
  });
}

const REFUSED: [statements: string, error: RegExp][] = [
  [
    "for (let i = 0; i < 3; i++) { [1].forEach((x) => { i += x; }); }",
    /^1:52 .*A function keeps `i`, which changes here/,
  ],
  [
    "let s: string; const f = (): void => { s = ''; }; f();",
    /^1:40 .*Give `s` a first value/,
  ],
  [
    "const n = this.request.headers.size; const f = (x: i32 = 1): i32 => n + x; f(1);",
    /^1:49 .*can give its parameters no defaults/,
  ],
];

for (const [statements, error] of REFUSED) {
  test(`functions that take variables along: ${statements} is refused at its place`, async () => {
    const errors = await errorsOf(statements);
    assert.match(errors[0] ?? "no error", error);
  });
}

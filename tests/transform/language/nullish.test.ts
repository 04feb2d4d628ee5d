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

/** What the cases use. */
const DECLARATIONS = `class Address { city: string | null = null; constructor(public zip: i32) {} get doubled(): i32 { return this.zip * 2; } @operator("[]") at(i: i32): string { return "part" + i.toString(); } }
class User {
  name: string = "melon";
  nick: string | null = null;
  address: Address | null = null;
  isAdmin: bool = true;
  score: f64 = 1.5;
  count: i64 = 7;
  small: u8 = 250;
  handler: ((x: i32) => i32) | null = null;
  static current: User | null = null;
  static defaultName: string | null = null;
  find(name: string): User | null { log.info("find " + name); return name == this.name ? this : null; }
  greet(): void { log.info("hello " + this.name); }
  twice<T>(x: T): T[] { return [x, x]; }
  get parent(): User | null { log.info("parent"); return this.address == null ? null : this; }
  set parent(value: User | null) { log.info("set parent"); }
}
class Admin extends User { level: i32 = 3; }
let made = 0;
function user(isThere: bool): User | null { made++; __collect(); return isThere ? new User() : null; }
function text(value: string | null): string | null { made++; __collect(); return value == null ? null : value + "!"; }
function said(value: string): string { log.info("said"); __collect(); return value + "."; }
function orElse<T>(value: T | null, other: T): T { return value ?? other; }
function plain<T>(value: T, other: T): T { return value ?? other; }
function nameOf<T extends User>(value: T | null): string { return value?.name ?? "nobody"; }
function echo<T>(value: T): T { return value; }
class Box<T> { constructor(public value: T | null) {} or(other: T): T { return this.value ?? other; } fill(value: T): void { this.value ??= value; } }
function withDefault(x: string | null = User.defaultName ?? "preset"): string { return x ?? "null"; }
const early: string = User.defaultName ?? "early";
`;

const CASES: Case[] = [
  [
    "the right side where the left one is null",
    'log.info(text(null) ?? "none"); log.info(text("a") ?? "none"); log.info(made.toString());',
    ["none", "a!", "2"],
  ],
  [
    "an empty text, zero and false, which are not null",
    'const empty: string | null = echo<string | null>(""); log.info("[" + (empty ?? "none") + "]"); const u = user(true); if (u != null) { u.name = ""; u.isAdmin = false; } log.info("[" + (u?.name ?? "none") + "]" + (u?.isAdmin ?? true).toString());',
    ["[]", "[]false"],
  ],
  [
    "the right side, evaluated where it is needed alone",
    'log.info(text("a") ?? said("b")); log.info(text(null) ?? said("b"));',
    ["a!", "said", "b."],
  ],
  [
    "several in a row",
    'log.info(text(null) ?? text(null) ?? "c"); log.info(text(null) ?? text("b") ?? "c"); log.info(text(null) ?? (text(null) ?? text("d")) ?? "e");',
    ["c", "b!", "d!"],
  ],
  [
    "null where both are",
    'const both = text(null) ?? text(null); log.info(both == null ? "null" : both);',
    ["null"],
  ],
  [
    "what is narrowed by it",
    'let kept = echo<string | null>(null); const sure = kept ?? "sure"; log.info(sure.length.toString()); const wide: string | null = kept ?? "wide"; log.info(wide);',
    ["4", "wide"],
  ],
  [
    "objects of a base class",
    "const base: User = echo<Admin | null>(null) ?? new User(); log.info(base.name); const common = user(false) ?? new Admin(); log.info((common instanceof Admin).toString());",
    ["melon", "true"],
  ],
  [
    "in a template, a condition, an argument and a field",
    'log.info(`${text(null) ?? "t"}`); if (user(false) ?? user(true)) log.info("there"); log.info(echo(text(null) ?? "inferred")); const b = new Box<string>(text(null) ?? "field"); log.info(b.value ?? "no");',
    ["t", "there", "inferred", "field"],
  ],
  [
    "as a statement",
    'text("x") ?? said("never"); text(null) ?? said("done");',
    ["said"],
  ],
  [
    "in loops, with narrowing of what the loop changes",
    'let turn: string | null = null; for (let i = 0; i < 3; i++) { log.info(turn ?? "first"); turn = i == 0 ? "next" : null; } for (const x of text(null)?.split(",") ?? ["only"]) log.info(x);',
    ["first", "next", "first", "only"],
  ],
  [
    "arrays, with an empty literal",
    'const none: string[] = text(null)?.split(",") ?? []; log.info(none.length.toString()); const some = text("a,b")?.split(",") ?? []; log.info(some.join(";"));',
    ["0", "a;b!"],
  ],
  [
    "in generics",
    'log.info(orElse<string>(null, "g")); log.info(orElse<User>(null, new User()).name); log.info(plain<i32>(0, 5).toString()); log.info(plain<string | null>(null, "p")!); log.info(nameOf<Admin>(null) + nameOf<Admin>(new Admin())); log.info(new Box<string>(null).or("box"));',
    ["g", "melon", "0", "p", "nobodymelon", "box"],
  ],
  [
    "in the module's own scope, and in the default of a parameter",
    "log.info(early); log.info(withDefault());",
    ["early", "preset"],
  ],
  [
    "in functions that take variables along",
    'let changing: string | null = null; const read = (): string => changing ?? "unset"; log.info(read()); changing = "set"; log.info(read()); const put = (): void => { changing ??= "never"; }; put(); changing = null; put(); log.info(read());  const u = user(true); const names = [1].map<string>((x) => u?.name ?? "x"); log.info(names.join());',
    ["unset", "set", "never", "melon"],
  ],
  [
    "assigned to a local, and narrowed by it",
    'let a: string | null = text(null); a ??= "one"; log.info(a); a ??= said("two"); log.info(a.length.toString()); let b: string | null = text("b"); const c = (b ??= said("no")); log.info(c);',
    ["one", "3", "b!"],
  ],
  [
    "assigned to fields, static fields, elements and properties, each evaluated once",
    `const u = user(true); if (u == null) return FilterHeadersStatus.Continue;
     u.nick ??= "nick"; u.nick ??= said("no"); log.info(u.nick!);
     User.defaultName ??= "static"; log.info(User.defaultName!); User.defaultName = null;
     const list: (string | null)[] = [null, "x"]; let i = 0; list[i++] ??= "zero"; list[i++] ??= said("no"); log.info(list.join() + i.toString());
     made = 0; user(true)!.nick ??= "n"; log.info(made.toString());
     const name = (u.address ??= new Address(5)).zip; log.info(name.toString());
     u.parent ??= u; const box = new Box<string>(null); box.fill("full"); box.fill("not"); log.info(box.value!);`,
    ["nick", "static", "zero,x2", "1", "5", "parent", "full"],
  ],
  [
    "members of what may be null",
    'const u = user(true); log.info((u?.name ?? "no") + (user(false)?.name ?? "no")); log.info((u?.score ?? 0).toString() + (user(false)?.score ?? 0.5).toString()); log.info((user(false)?.count ?? 1).toString() + (u?.small ?? 1).toString() + (user(false)?.small ?? 5).toString());',
    ["melonno", "1.50.5", "12505"],
  ],
  [
    "a chain that ends where one is null",
    'const u = user(true); made = 0; log.info(u?.address?.city?.length.toString() ?? "nowhere"); log.info(user(false)?.find(said("x"))?.find("y")?.name ?? "nobody"); log.info(u?.find("no")?.find(said("z"))?.name ?? "found none"); log.info(u?.find("melon")?.find("melon")?.name ?? "none"); log.info(made.toString());',
    [
      "nowhere",
      "nobody",
      "find no",
      "found none",
      "find melon",
      "find melon",
      "melon",
      "1",
    ],
  ],
  [
    "what follows in a chain without ?.",
    'log.info((text(null)?.trim().toUpperCase().length ?? -1).toString()); log.info((text("ab")?.trim().toUpperCase().length ?? -1).toString()); const v = user(false); log.info(v?.nick!.length.toString() ?? "short");',
    ["-1", "3", "short"],
  ],
  [
    "calls, of methods, generic ones and functions that are kept",
    'const u = user(true); u?.greet(); user(false)?.greet(); log.info((u?.twice<string>("t").join() ?? "no")); const h = u; if (h != null) { log.info((h.handler?.(1) ?? -1).toString()); h.handler = (x) => x + 1; log.info((h.handler?.(1) ?? -1).toString()); h.handler?.(2); } let f: (() => void) | null = null; f?.(); f = () => { log.info("called"); }; f?.();',
    ["hello melon", "t,t", "-1", "2", "called"],
  ],
  [
    "indexes",
    'const list = text("a,b")?.split(","); log.info(list?.[0] ?? "no"); log.info(text(null)?.split(",")?.[0] ?? "no"); const u = user(true); if (u != null) u.address = new Address(3); log.info(u?.address?.[7] ?? "no"); log.info(echo<string[] | null>(null)?. [0] ?? "spaced");',
    ["a", "no", "part7", "spaced"],
  ],
  [
    "getters and static members",
    'log.info((user(true)?.address?.doubled ?? -1).toString()); User.current = user(true); log.info(User.current?.name ?? "no"); User.current = null; log.info(User.current?.name ?? "no");',
    ["-1", "melon", "no"],
  ],
  [
    "conditions",
    'const u = user(true); if (u?.isAdmin) log.info("admin"); if (!user(false)?.isAdmin) log.info("not"); if (u?.nick != null) log.info("nick"); else log.info("no nick"); log.info(user(false)?.isAdmin ? "a" : "b"); while (user(false)?.isAdmin) {} if (user(false)?.isAdmin || u?.isAdmin) log.info("or"); if (u?.isAdmin && u?.score) log.info("and"); if (u?.name.startsWith("mel")) log.info(u.name);',
    ["admin", "not", "no nick", "b", "or", "and", "melon"],
  ],
  [
    "comparisons",
    'const u = user(true); const none = user(false); if (u?.score == 1.5) log.info("eq"); if (none?.score == 0) log.info("wrong"); if (none?.score != 0) log.info("ne"); if (none?.count === 7) log.info("wrong"); if (7 == u?.count) log.info(u.name); if (none?.score == null) log.info("none"); if (u?.score != null) log.info("some"); if (u?.name == "melon") log.info("named"); if (none?.name == null) log.info("nameless"); const same = none?.isAdmin == false; log.info(same.toString());',
    ["eq", "ne", "melon", "none", "some", "named", "nameless", "false"],
  ],
  [
    "the types that are inferred",
    'const name = user(true)?.name; const address = user(true)?.address; log.info(name ?? "x"); log.info((address == null).toString()); const pair = [text(null) ?? "p", "q"]; log.info(pair.join()); log.info(echo(user(true)?.name) ?? "echo");',
    ["melon", "true", "p,q", "melon"],
  ],
  [
    "in arguments of each other",
    'const u = user(true); log.info(u?.find(user(false)?.name ?? "melon")?.name ?? "nested"); log.info(user(false)?.find(u?.name ?? "x")?.name ?? (u?.nick ?? "deep"));',
    ["find melon", "melon", "deep"],
  ],
  [
    "next to a choice",
    'const b = count > 0; log.info((b ?.5 : 1.5).toString()); const c = b?[1]:[2]; log.info(c[0].toString()); log.info(b ? text(null) ?? "then" : "else");',
    ["0.5", "1", "then"],
  ],
  [
    "headers",
    'log.info(this.request.headers.get("x-one") ?? "none"); log.info(this.request.headers.get("nope")?.toLowerCase() ?? "none"); console.log(this.request.headers.get("x-two")?.length ?? 0);',
    ["1", "none", "1"],
  ],
];

for (const build of BUILDS) {
  test(`?? and ?. give in ${build.target} with the ${build.runtime} runtime what TypeScript gives`, async () => {
    const cases = CASES.map(([what, text, lines]): Case => [
      what,
      `made = 0; ${text}`,
      lines,
    ]);
    await checkCases(cases, build, DECLARATIONS);
  });
}

/** Statements that are refused, one a line, and what is said of each. */
const REFUSED: [statement: string, says: RegExp][] = [
  [
    "const n = user(true)?.score;",
    /A value of type `f64` cannot be null, as `user\(true\)\?\.score` may be: give it a value for that case, `user\(true\)\?\.score \?\? 0`\./,
  ],
  ["const b: bool = user(true)?.isAdmin;", /\?\.isAdmin \?\? false`\./],
  ["log.info(`${user(true)?.count}`);", /cannot be null/],
  ['if (user(true)?.score == said("a").length) {}', /cannot be null/],
  [
    "const x: string = user(true)?.name;",
    /Type '.*String \| null' is not assignable to type '.*String'/,
  ],
  [
    'const m = new Map<string, string>(); log.info(m.get("a") ?? "b");',
    /`m\.get\("a"\)` is of type `.*String`, which is never null: a key that is not there throws\. Write `getOrNull/,
  ],
  [
    "const l = [1]; log.info((l[3] ?? 0).toString());",
    /`l\[3\]` is of type `i32`, which is never null: an index beyond the end throws\. Write `itemAt/,
  ],
  [
    'const l = ["a"]; log.info(l[3]?.length.toString());',
    /`l\[3\]` is of type .* an index beyond the end throws/,
  ],
  ["user(true)?.nope;", /Property 'nope' does not exist/],
  ["const s: string = text(null) ?? 5;", /not assignable/],
  ["nope ?? 5;", /Cannot find name 'nope'/],
  ["const v = user(false)?.greet() ?? 5;", /not assignable/],
];

test("?? and ?. are refused in one line where they cannot be, at their place", async () => {
  const statements = REFUSED.map(([statement]) => `{ ${statement} }`);
  const errors = await errorsOf(statements.join("\n"), DECLARATIONS);
  assert.equal(errors.length, REFUSED.length, errors.join("\n"));
  REFUSED.forEach(([, says], index) => {
    assert.match(errors[index], says);
    assert.match(errors[index], new RegExp(`^${index + 1}:`));
  });
});

test("?? and ?. are refused where TypeScript refuses them", async () => {
  const errors = await errorsOf(
    `const a = text(null);
if (a ?? "b" || "c") {}
if (a || "b" ?? "c") {}
if (a && "b" ?? "c") {}
if ((a || "b") ?? "c") {}
user(true)?.nick = "a";
user(true)?.nick ??= "a";
user(true)?.score++;`,
    DECLARATIONS,
  );
  const mixed =
    "Put one of them in parentheses: `??` does not mix with `||` and `&&`.";
  assert.deepEqual(
    errors.map((each) => each.replace(/:\d+ User-defined:/, "")),
    [
      `2 ${mixed}`,
      `3 ${mixed}`,
      `4 ${mixed}`,
      ...[6, 7, 8].map(
        (line) =>
          `${line} Nothing can be assigned by \`?.\`: compare the value with null first, \`if (user != null) user.name = …\`.`,
      ),
    ],
  );
});

test("?? behind what is never null is a warning, and none in generics", async () => {
  const { failed, stderr } = await compileFilter(
    filterOf(
      'const s = this.name; log.info(s ?? "a"); log.info(s?.length.toString()); let k = "a"; k ??= "b"; plain<i32>(1, 2);',
      DECLARATIONS,
    ),
  );
  assert.ok(!failed, stderr);
  assert.deepEqual(
    Array.from(stderr.matchAll(/WARNING AS102: (.*)/g), ([, text]) => text),
    [
      "User-defined: `s` is of type `~lib/string/String`, which is never null: leave out `??` and what follows.",
      "User-defined: `k` is of type `~lib/string/String`, which is never null: leave out `??=` and what follows.",
    ],
  );
});

test("?? and ?. keep the lines of the filter in the source map", async () => {
  const { wasm } = await compileFilter(
    filterOf(
      `const u = user(true)
  ?.find("a")
  ?.name
  ?? said(
    "b");
log.info(u);`,
      DECLARATIONS,
    ),
    { target: "debug", runtime: "minimal" },
  );
  const map = new TraceMap(await readFile(`${wasm}.map`, "utf8"));
  const lines = new Set<number>();
  eachMapping(map, ({ source, originalLine }) => {
    if (source?.endsWith("index.ts") && originalLine !== null)
      lines.add(originalLine - FIRST_LINE + 1);
  });
  for (const line of [1, 4, 6]) assert.ok(lines.has(line), `line ${line}`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BinaryenModule } from "../../transform/contract/binaryen.js";
import { binaryen, parse } from "./binaryen.ts";
import { visitorsToBitmaps } from "../../transform/module/visitors-to-bitmaps.js";

const COLLECTOR = "~lib/proxy-wasm-as/assembly/runtime/collector";

/** Returns a module in which a class has a visitor of what `body` is. */
function visitorOf(body: string, more = ""): BinaryenModule {
  return parse(`(module
    (memory 1)
    (global $"${COLLECTOR}/fields" (mut i32) (i32.const 0))
    (func $"${COLLECTOR}/visit" (export "visit") (param i32 i32))
    (func $Base~visit (param i32 i32) (nop))
    (func $Thing~visit (export "visitor") (param $this i32) (param $cookie i32)
      ${body})
    ${more})`);
}

const base = `(call $Base~visit (local.get $this) (local.get $cookie))`;

function field(loaded: string): string {
  return `(call $"${COLLECTOR}/visit" ${loaded} (local.get $cookie))`;
}

const loadAt = (offset: number) => `(i32.load offset=${offset} (local.get 0))`;

function note(module: BinaryenModule): string {
  visitorsToBitmaps(binaryen, module);
  assert.ok(module.validate());
  return visitorIn(module);
}

function visitorIn(module: BinaryenModule): string {
  const text = module.emitText();
  const [visitor] = /^ \(func \$Thing~visit[^]*?^ \)$/m.exec(text) ?? [];
  assert.ok(visitor, text);
  return visitor;
}

test("visitorsToBitmaps notes a bit for each field, those of the base class too", () => {
  const fields = [8, 12, 120].map(loadAt).map(field);
  const text = note(visitorOf([base, ...fields].join("\n")));
  assert.doesNotMatch(text, /call/);
  assert.match(text, new RegExp(String.raw`i32\.const ${(1 << 30) | 12}`));
});

test("visitorsToBitmaps notes none for a class without such fields", () => {
  assert.match(note(visitorOf(base)), /global\.set .*\s+\(i32\.const 0\)/);
});

test("visitorsToBitmaps notes a field that the library's own visitor gets", () => {
  const text = note(
    visitorOf(
      `(call $Fn#__visit (local.get $this) (local.get $cookie))`,
      `(func $Fn#__visit (param $this i32) (param $cookie i32)
        ${field("(call $Fn#get:_env (local.get $this))")})
      (func $Fn#get:_env (param i32) (result i32) ${loadAt(4)})`,
    ),
  );
  assert.match(text, /i32\.const 2/);
});

/** Has the visitor of an array do something with each element. */
function arrayVisitor(of: string, act: string): BinaryenModule {
  const name = `~lib/staticarray/StaticArray<${of}>#__visit`;
  return visitorOf(
    `(call $"${name}" (local.get $this) (local.get $cookie))`,
    `(func $"${name}" (param $this i32) (param $cookie i32)
      (loop $next ${act} (br_if $next (local.get $this))))`,
  );
}

test("visitorsToBitmaps notes all words of an array of objects", () => {
  const visitor = arrayVisitor("~lib/string/String", field(loadAt(0)));
  assert.match(note(visitor), /i32\.const -1/);
});

test("visitorsToBitmaps leaves the visitor of an array of numbers as it is", () => {
  const visitor = arrayVisitor("i32", "");
  const before = visitorIn(visitor);
  assert.equal(note(visitor), before);
});

const LEFT: [what: string, body: string, more?: string][] = [
  ["fields it has no bit for", field(loadAt(124))],
  ["what is loaded from elsewhere", field("(i32.load (local.get $cookie))")],
  ["what is not loaded", field("(i32.const 64)")],
  [
    "a loop over elements",
    "(call $List#__visit (local.get $this) (local.get $cookie))",
    `(func $List#__visit (param $this i32) (param $cookie i32)
      (loop $next ${field(loadAt(0))} (br_if $next (local.get $this))))`,
  ],
  ["what else is called", `${base} (call $Thing#count)`, "(func $Thing#count)"],
];

for (const [what, body, more] of LEFT) {
  test(`visitorsToBitmaps leaves a visitor with ${what} as it is`, () => {
    const module = visitorOf(body, more);
    const before = visitorIn(module);
    assert.equal(note(module), before);
  });
}

test("visitorsToBitmaps does nothing where the compiler's collector is there", () => {
  const module = parse(`(module
    (func $Thing~visit (export "visitor") (param i32 i32) (nop)))`);
  const before = visitorIn(module);
  assert.equal(note(module), before);
});

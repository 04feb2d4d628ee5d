import assert from "node:assert/strict";
import { test } from "node:test";
import { CallGraph } from "../../transform/module/call-graph.js";
import { dropBoundsChecks } from "../../transform/module/drop-bounds-checks.js";
import { binaryen, parse } from "./binaryen.ts";

const BYTES = "~lib/typedarray/Uint8Array";

/** What differs from the loop that the compiler makes of a loop over all bytes. */
interface Parts {
  array?: string;
  /** In front of the loop. */
  begin?: string;
  condition?: string;
  body?: string;
  step?: string;
  /** Behind the step. */
  next?: string;
  around?: (loop: string) => string;
  /** In front of the condition. */
  collects?: string;
}

const local = (name: string) => `(local.get $${name})`;
const tee = (name: string) => `(local.tee $t ${local(name)})`;

function get(index = local("i"), array = tee("bytes"), type = BYTES): string {
  return `(call $"${type}#__get" ${array} ${index})`;
}

/** Returns a module whose function has a loop over an array. */
function moduleOf({
  array = BYTES,
  begin = "(local.set $i (i32.const 0))",
  condition = `(i32.lt_s ${local("i")} (call $"${array}#get:length" ${tee("bytes")}))`,
  body = `(drop ${get(undefined, undefined, array)})`,
  step = `(local.set $i (i32.add ${local("i")} (i32.const 1)))`,
  next = "(br $next)",
  around = (loop) => loop,
  collects = "",
}: Parts) {
  return parse(`(module
    (memory 1)
    (func $collect (export "collect"))
    (func $"${array}#get:length" (param i32) (result i32) (i32.load offset=8 (local.get 0)))
    (func $"${array}#__get" (param $this i32) (param $index i32) (result i32)
      (if (i32.ge_u (local.get $index) (call $"${array}#get:length" (local.get $this)))
        (then (unreachable)))
      (i32.load8_u (i32.add (i32.load offset=4 (local.get $this)) (local.get $index))))
    (func $"${array}#__set" (param $this i32) (param $index i32) (param $value i32)
      (if (i32.ge_u (local.get $index) (call $"${array}#get:length" (local.get $this)))
        (then (unreachable)))
      (i32.store8 (i32.add (i32.load offset=4 (local.get $this)) (local.get $index)) (local.get $value)))
    (func $run (export "run") (param $bytes i32) (param $other i32) (local $i i32) (local $t i32)
      ${around(`(block ${begin}
        (loop $next ${collects} (if ${condition} (then ${body} ${step} ${next}))))`)})
  )`);
}

/** The calls in the function, without the SDK's names in front. */
function callsAfter(parts: Parts): string[] {
  const module = moduleOf(parts);
  dropBoundsChecks(binaryen, module, new CallGraph(binaryen, module));
  assert.ok(module.validate());
  const [run] = /^ \(func \$run [^]*?^ \)$/m.exec(module.emitText())!;
  return [...run.matchAll(/\(call \$.*(#[^\s"]+)/g)].map(([, name]) => name);
}

const LENGTH = "#get:length";

test("dropBoundsChecks takes the check out of what a loop reads and writes at its index", () => {
  const body = `(if ${get()} (then
    (call $"${BYTES}#__set" ${local("bytes")} ${local("i")} ${get()})))`;
  assert.deepEqual(callsAfter({ body }), [
    ...[LENGTH, "#__get~unchecked"],
    ...["#__set~unchecked", "#__get~unchecked"],
  ]);
});

test("dropBoundsChecks leaves a function without its check that does the rest", () => {
  const module = moduleOf({});
  dropBoundsChecks(binaryen, module, new CallGraph(binaryen, module));
  const { instance } = instantiate(module.emitBinary());
  const exports = instance.exports as { run(at: number): void };
  exports.run(64);
  const text = module.emitText();
  const [copy] = /^ \(func \$[^\n]*__get~unchecked[^]*?^ \)$/m.exec(text)!;
  assert.doesNotMatch(copy, /unreachable/);
  assert.match(copy, /i32\.load8_u/);
});

function instantiate(bytes: Uint8Array) {
  const module = new WebAssembly.Module(Buffer.from(bytes));
  return { instance: new WebAssembly.Instance(module) };
}

/** What the compiler makes of an array that is noted on the shadow stack. */
function noted(name: string, kept = "t"): string {
  return `(block (result i32) (local.set $t ${local(name)})
    (i32.store (i32.const 8) ${local("t")}) ${local(kept)})`;
}

const TAKEN: [what: string, parts: Parts][] = [
  [
    "declares more before it",
    {
      begin: `(local.set $i (i32.const 2)) (local.set $t (i32.const 7))`,
    },
  ],
  [
    "goes on early",
    {
      body: `(block $continue (br_if $continue ${local("other")}) (drop ${get()}))`,
    },
  ],
  [
    "notes its array on the shadow stack",
    { body: `(drop ${get(undefined, noted("bytes"))})` },
  ],
  ["may collect", { collects: "(call $collect)" }],
  [
    "is over another array of a fixed length",
    { array: "~lib/staticarray/StaticArray<u8>" },
  ],
  [
    "is within another one",
    {
      around: (loop) =>
        `(loop $outer ${loop} (br_if $outer ${local("other")}))`,
    },
  ],
];

for (const [what, parts] of TAKEN) {
  test(`dropBoundsChecks takes the check out of a loop that ${what}`, () => {
    assert.deepEqual(callsAfter(parts), [LENGTH, "#__get~unchecked"]);
  });
}

const KEPT: [what: string, parts: Parts][] = [
  ["may begin below 0", { begin: "(local.set $i (i32.const -1))" }],
  ["begins somewhere", { begin: `(local.set $i ${local("other")})` }],
  [
    "may begin at either of two indexes",
    {
      begin: `(local.set $i (i32.const 0))
        (if ${local("other")} (then (local.set $i (i32.const -1))))`,
    },
  ],
  [
    "may skip where its index begins",
    {
      begin: `(block $skip (br_if $skip ${local("other")})
        (local.set $i (i32.const 0)))`,
    },
  ],
  [
    "ends elsewhere",
    { condition: `(i32.lt_s ${local("i")} ${local("other")})` },
  ],
  [
    "takes one more step",
    {
      condition: `(i32.le_s ${local("i")} (call $"${BYTES}#get:length" ${local("bytes")}))`,
    },
  ],
  [
    "goes over another array",
    {
      condition: `(i32.lt_s ${local("i")} (call $"${BYTES}#get:length" ${local("other")}))`,
    },
  ],
  [
    "changes its index",
    {
      body: `(local.set $i (i32.sub ${local("i")} (i32.const 9))) (drop ${get()})`,
    },
  ],
  [
    "changes its array",
    { body: `(local.set $bytes ${local("other")}) (drop ${get()})` },
  ],
  [
    "steps by 2",
    {
      step: `(local.set $i (i32.add ${local("i")} (i32.const 2)))`,
    },
  ],
  ["may begin again without a step", { body: `(br_if $next ${get()})` }],
  ["may not begin again", { next: `(br_if $next ${local("other")})` }],
  [
    "reads at another index",
    { body: `(drop ${get(`(i32.add ${local("i")} (i32.const 1))`)})` },
  ],
  ["notes another array", { body: `(drop ${get(undefined, noted("other"))})` }],
  [
    "notes its array and reads another one",
    { body: `(drop ${get(undefined, noted("bytes", "other"))})` },
  ],
  [
    "reads another array",
    { body: `(drop ${get(local("i"), local("other"))})` },
  ],
  ["is over an array that may grow", { array: "~lib/array/Array<u8>" }],
];

for (const [what, parts] of KEPT) {
  test(`dropBoundsChecks leaves the check in a loop that ${what}`, () => {
    assert.ok(callsAfter(parts).includes("#__get"));
    assert.ok(!callsAfter(parts).some((name) => name.endsWith("~unchecked")));
  });
}

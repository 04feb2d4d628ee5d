import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { compileText } from "../compile-text.ts";
import { instantiate, numbersFrom, type Instance } from "./instance.ts";

const ROOTS = 32;
const FIXED = 4;

/** What an object of the module should be. */
interface Thing {
  id: number;
  left: Thing | null;
  right: Thing | null;
}

const load = async (options = {}): Promise<Instance> =>
  instantiate(await compile("tests/module/filters/objects.ts", options));

function idFrom(start: Thing | null, path: number, steps: number): number {
  let thing = start;
  for (let step = 0; step < steps && thing; step++) {
    thing = (path >> step) & 1 ? thing.left : thing.right;
  }
  return thing?.id ?? -1;
}

for (const target of ["release", "debug"] as const) {
  test(`collector keeps what can be reached, in 30,000 steps at random, ${target}`, async () => {
    const { call } = await load({ target });
    const next = numbersFrom(7);
    const below = (limit: number) => Math.floor(next() * limit);
    const roots = new Array<Thing | null>(ROOTS).fill(null);
    const fixed = new Array<Thing | null>(FIXED).fill(null);
    for (let step = 0; step < 30_000; step++) {
      const [root, other, kind] = [below(ROOTS), below(ROOTS), below(20)];
      if (kind < 8) {
        roots[root] = { id: step, left: null, right: null };
        call("make", root, step);
      } else if (kind < 10) {
        roots[root] = null;
        call("drop", root);
      } else if (kind < 18) {
        const isLeft = kind % 2;
        const thing = roots[root];
        if (thing) thing[isLeft ? "left" : "right"] = roots[other];
        call("tie", root, isLeft, other);
      } else if (kind === 18) {
        const at = below(FIXED);
        fixed[at] = roots[root];
        call("fix", at, root);
      } else if (below(20) === 0) call("collect");
      assert.equal(call("isWhole"), 1, `step ${step}`);
      const path = below(1 << 12);
      assert.equal(
        call("idAt", other, path, 12),
        idFrom(roots[other], path, 12),
      );
      const at = below(FIXED);
      assert.equal(call("idFixed", at, path, 9), idFrom(fixed[at], path, 9));
    }
  });
}

test("collector counts what objects use, whatever their sizes are", async () => {
  const { call } = await load();
  const next = numbersFrom(3);
  for (let step = 0; step < 20_000; step++) {
    call("keepBytes", Math.floor(next() * 16), Math.floor(next() * 1_200));
    if (step % 100 === 0) call("collect");
    if (step % 20 === 0) assert.equal(call("isWhole"), 1, `step ${step}`);
  }
});

test("collector frees objects that only refer to each other", async () => {
  const { memory, call } = await load();
  const once = () => {
    for (let i = 0; i < 1_000; i++) {
      call("make", 0, i);
      call("make", 1, i);
      call("tie", 0, 1, 1);
      call("tie", 1, 1, 0);
    }
    call("drop", 0);
    call("drop", 1);
    call("collect");
  };
  once();
  const size = memory.buffer.byteLength;
  for (let i = 0; i < 50; i++) once();
  assert.equal(memory.buffer.byteLength, size);
});

test("collector keeps a list of 100,000 objects without running out of stack", async () => {
  const { call } = await load();
  for (let i = 0; i < 100_000; i++) {
    // Each refers to the one before, through the other root.
    call("make", i % 2, i);
    call("tie", i % 2, 0, 1 - (i % 2));
  }
  call("drop", 0);
  call("collect");
  assert.equal(call("idAt", 1, 0, 99_998), 1);
});

test("collector keeps the texts of an array that grows", async () => {
  const { call } = await load();
  for (const count of [10, 1_000, 20_000]) {
    assert.equal(call("growTexts", count), 1);
    call("collect");
  }
});

test("__pin keeps an object until it is unpinned as often", async () => {
  const { call } = await load();
  call("make", 0, 5);
  call("make", 1, 6);
  call("tie", 0, 1, 1);
  const address = call("pin", 0);
  call("pin", 0);
  const other = call("pin", 1);
  call("drop", 0);
  call("drop", 1);
  call("unpin", address);
  call("collect");
  assert.notEqual(call("newAddress"), address);
  assert.equal(call("idOf", address), 5);
  call("unpin", address);
  call("collect");
  assert.equal(call("idOf", other), 6);
  const addresses = [call("newAddress"), call("newAddress")];
  assert.ok(addresses.includes(address));
  call("unpin", other);
  call("collect");
});

test("__unpin throws where an object is not pinned", async () => {
  const { call } = await load();
  call("make", 0, 1);
  const address = call("pin", 0);
  call("unpin", address);
  assert.throws(() => call("unpin", address), WebAssembly.RuntimeError);
  assert.equal(call("pin", 3), 0, "null is not an object");
  call("unpin", 0);
});

test("collector tells a module's __finalize of what it frees", async () => {
  const { call } = await instantiate(
    await compileText(`class Thing {}
let kept: Thing | null = null;
let finalized: i32 = 0;
@global
function __finalize(address: usize): void {
  finalized++;
}
export function run(): i32 {
  kept = new Thing();
  for (let i = 0; i < 5; i++) new Thing();
  finalized = 0;
  __collect();
  return finalized;
}
`),
  );
  // The first time nothing was kept before, the second time one thing was.
  assert.equal(call("run"), 5);
  assert.equal(call("run"), 6);
});

test("collector keeps what each of 40 fields of an object leads to", async () => {
  const names = Array.from({ length: 40 }, (_, index) => `field${index}`);
  const { call } = await instantiate(
    await compileText(`class Base {
${names.map((name, index) => `  ${name}: Uint8Array = bytes(${index});`).join("\n")}
}
class Many extends Base {
  last: Uint8Array = bytes(40);
}
function bytes(value: i32): Uint8Array {
  return new Uint8Array(100).fill(<u8>value);
}
let kept: Many | null = null;
export function run(): i32 {
  const many = new Many();
  kept = many;
  for (let i = 0; i < 1_000; i++) bytes(200);
  __collect();
  for (let i = 0; i < 1_000; i++) bytes(201);
  let right = 0;
${[...names, "last"].map((name, index) => `  if (many.${name}[99] == ${index}) right++;`).join("\n")}
  return right;
}
`),
  );
  assert.equal(call("run"), 41);
});

test("collector keeps what each of 100 elements of an array leads to", async () => {
  const { call } = await instantiate(
    await compileText(`let kept: StaticArray<Uint8Array> | null = null;
function bytes(value: i32): Uint8Array {
  return new Uint8Array(100).fill(<u8>value);
}
export function run(): i32 {
  const list = new StaticArray<Uint8Array>(100);
  for (let i = 0; i < 100; i++) list[i] = bytes(i);
  kept = list;
  for (let i = 0; i < 1_000; i++) bytes(200);
  __collect();
  for (let i = 0; i < 1_000; i++) bytes(201);
  let right = 0;
  for (let i = 0; i < 100; i++) if (list[i][99] == i) right++;
  return right;
}
`),
  );
  assert.equal(call("run"), 100);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { exportsOf, instantiate } from "./instance.ts";

/** Has garbage collected, and other objects made where it was. */
const CHURN = `
function churn(): void {
  for (let i = 0; i < 3_000; i++) new Uint8Array(40).fill(0xee);
}
class Box {
  text: string;
  constructor(id: i32) {
    this.text = "box " + id.toString();
  }
}
`;

async function run(text: string): Promise<number> {
  const { call } = await instantiate(await compileText(CHURN + text));
  return call("run");
}

test("a function that calls itself gets its defaults where garbage is collected", async () => {
  const found = await run(`
function name(): string {
  return new Box(7).text;
}
function nest(depth: i32, last: string = name()): i32 {
  if (depth == 0) return last.length;
  // So much that the next chance to collect is taken.
  new Uint8Array(100_000);
  return nest(depth - 1) + last.length;
}
export function run(): i32 {
  return nest(99, "five ");
}
`);
  assert.equal(found, 100 * "box 7".length);
});

test("an object is kept across a call of the function that an expression returns", async () => {
  const found = await run(`
let loudness = 0;
function quiet(): void {}
@inline
function pick(): () => void {
  let first = changetype<usize>(quiet);
  return first != 0 && loudness > 0 ? churn : quiet;
}
export function run(): i32 {
  const box = new Box(1);
  loudness = box.text.length;
  pick()();
  return box.text == "box 1" ? 1 : 0;
}
`);
  assert.equal(found, 1);
});

for (const count of [3, 40, 500]) {
  test(`Array#sort keeps all of ${count} texts while its comparator makes garbage`, async () => {
    const found = await run(`
function compare(a: string, b: string): i32 {
  churn();
  return a < b ? -1 : a > b ? 1 : 0;
}
export function run(): i32 {
  const list: string[] = [];
  for (let i = 0; i < ${count}; i++) {
    list.push((1_000 + ((i * 337) % ${count})).toString());
  }
  list.sort(compare);
  let right = 0;
  for (let i = 0; i < ${count}; i++) {
    if (list[i] == (1_000 + i).toString()) right++;
  }
  return right;
}
`);
    assert.equal(found, count);
  });
}

test("Array#sort is stable for 1,000 numbers", async () => {
  const found = await run(`
export function run(): i32 {
  const list = new Array<u16>(1_000);
  for (let i = 0; i < 1_000; i++) list[i] = <u16>((i * 7919) % 1_000);
  list.sort((a, b) => <i32>a / 100 - <i32>b / 100);
  const places = new Array<i32>(1_000);
  for (let i = 0; i < 1_000; i++) places[(i * 7919) % 1_000] = i;
  let right = 0;
  for (let i = 1; i < 1_000; i++) {
    const a = list[i - 1];
    const b = list[i];
    if (a / 100 < b / 100) right++;
    else if (a / 100 == b / 100 && places[a] < places[b]) right++;
  }
  return right;
}
`);
  assert.equal(found, 999);
});

test("a loop collects what an inlined constructor makes", async () => {
  const { memory, call } = await instantiate(
    await compileText(`
class Point {
  next: Point | null = null;
  @inline
  constructor(public x: i32) {}
}
let last: Point | null = null;
export function run(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const point = new Point(i);
    last = point;
    sum += point.x & 1;
  }
  return sum;
}
`),
  );
  assert.equal(call("run", 300_000), 150_000);
  assert.ok(memory.buffer.byteLength <= 16 * 65_536);
});

test("__collect leaves what a callback holds while the host calls back", async () => {
  const wasm = await compileText(`
import {
  HttpContext, log, registerHttpContext,
} from "proxy-wasm-as";
let kept = "";
let isWhole = false;
class Stream extends HttpContext {
  onLog(): void {
    if (this.id == 2) return outer();
    __collect();
    for (let i = 0; i < 1_000; i++) kept = "text " + i.toString();
  }
}
function outer(): void {
  const text = "outer " + kept.length.toString();
  log.info("callback");
  isWhole = text == "outer 0";
}
export function run(): i32 {
  return isWhole ? 1 : 0;
}
registerHttpContext<Stream>("nested");
`);
  const callbacks = (exports: WebAssembly.Exports) =>
    exports as Record<string, (...args: number[]) => number>;
  const exports = callbacks(
    await exportsOf(wasm, {
      proxy_log(own) {
        callbacks(own).proxy_on_log(3);
        return 0;
      },
    }),
  );
  exports.proxy_on_context_create(1, 0);
  for (const id of [2, 3]) exports.proxy_on_context_create(id, 1);
  exports.proxy_on_log(2);
  assert.equal(exports.run(), 1);
});

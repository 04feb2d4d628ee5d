import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { compileText } from "../compile-text.ts";
import { Driven } from "./drive.ts";
import { logTo } from "./instance.ts";

const ADD_HEADER = "examples/add-header/assembly/index.ts";

for (const runtime of ["minimal", "incremental"]) {
  const options = { args: ["--runtime", runtime], variant: `.${runtime}` };

  test(`memory is flat from 10,000 to 300,000 streams with the ${runtime} runtime`, async () => {
    const module = await Driven.load(await compile(ADD_HEADER, options));
    module.serve(10_000);
    const { pages } = module;
    module.serve(290_000);
    assert.equal(module.pages, pages);
  });

  test(`memory is bounded where each stream allocates 100 KB, with the ${runtime} runtime`, async () => {
    const source = "tests/module/filters/allocates.ts";
    const module = await Driven.load(await compile(source, options));
    module.serve(20_000);
    const { pages } = module;
    assert.ok(pages <= 2048, `${pages} pages`);
    module.serve(20_000);
    assert.equal(module.pages, pages);
  });
}

test("memory of 10,000 streams at once is used again by the next 10,000", async () => {
  const module = await Driven.load(await compile(ADD_HEADER));
  const batch = () => {
    const ids = Array.from({ length: 10_000 }, () => module.begin());
    for (const id of ids.toReversed()) module.end(id);
  };
  batch();
  const { pages } = module;
  assert.ok(pages > 8, `${pages} pages`);
  batch();
  batch();
  assert.equal(module.pages, pages);
});

test("memory that objects of one size took serves the objects of all other sizes", async () => {
  const source = "tests/module/filters/changing-sizes.ts";
  const module = await Driven.load(await compile(source));
  module.serve(20_000);
  assert.ok(module.pages <= 512, `${module.pages} pages`);
});

test("memory of texts of 200 KB is collected as soon as it is free", async () => {
  const source = "tests/module/filters/large-texts.ts";
  const module = await Driven.load(await compile(source));
  module.serve(1_000);
  assert.ok(module.pages <= 64, `${module.pages} pages`);
});

/** Tells how many objects the collector has freed; a stream takes three turns. */
const COUNTING = `import {
  HttpContext, FilterHeadersStatus, registerRootContext, RootContext,
} from "proxy-wasm-as";
let freed = 0;
@global
function __finalize(address: usize): void {
  freed++;
}
export function freedObjects(): i32 {
  return freed;
}
class Plugin extends RootContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}
class Stream extends HttpContext {
  private count: i32 = 0;
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.count = count;
    return FilterHeadersStatus.Continue;
  }
}
registerRootContext<Plugin>("counting");
`;

for (const [live, least] of [
  [0, 32_768],
  [100, 32_768],
  [10_000, 400_000],
]) {
  test(`collector runs after ${least} bytes with ${live} live streams`, async () => {
    const module = await Driven.load(await compileText(COUNTING));
    for (let i = 0; i < live; i++) module.begin();
    const collections: number[] = [];
    let freed = Number(module.call("freedObjects"));
    for (let served = 1; collections.length < 4; served++) {
      module.serve(1);
      const now = Number(module.call("freedObjects"));
      if (now !== freed) collections.push(served);
      freed = now;
    }
    const [, , third, fourth] = collections;
    // An object of this stream has 48 bytes, the collector's and the head included.
    const bytes = (fourth - third) * 48;
    assert.ok(bytes >= least && bytes < 1.5 * least, `${bytes} bytes`);
  });
}

const GARBAGE = "tests/module/filters/garbage.ts";

for (const target of ["release", "debug"] as const) {
  test(`memory of 2,000 streams that wait does not grow with what each made, ${target}`, async () => {
    const module = await Driven.load(await compile(GARBAGE, { target }));
    module.call("garbage", 10_000, 0);
    for (let i = 0; i < 2_000; i++) module.begin();
    assert.ok(module.pages <= 16, `${module.pages} pages`);
  });

  test(`memory of a text that is appended to 100,000 times is a few texts, ${target}`, async () => {
    const module = await Driven.load(await compile(GARBAGE, { target }));
    assert.equal(module.call("append", 100_000), 100_000);
    assert.ok(module.pages <= 32, `${module.pages} pages`);
  });

  test(`memory of a function that calls itself is collected on its way, ${target}`, async () => {
    const module = await Driven.load(await compile(GARBAGE, { target }));
    for (let i = 0; i < 200; i++) assert.equal(module.call("nested", 999), 11);
    assert.ok(module.pages <= 64, `${module.pages} pages`);
  });
}

test("memory of large bodies is collected by what lives, not by their number", async () => {
  const module = await Driven.load(
    await compileText(`${COUNTING}
let kept: string[] = [];
export function keep(count: i32): void {
  for (let i = 0; i < count; i++) kept.push(i.toString());
}
export function body(): i32 {
  return new Uint8Array(65_536).length;
}
`),
  );
  module.call("keep", 200_000);
  module.serve(1);
  const freed = () => Number(module.call("freedObjects"));
  let collections = 0;
  let before = freed();
  for (let i = 0; i < 500; i++) {
    module.call("body");
    module.serve(1);
    if (freed() !== before) collections++;
    before = freed();
  }
  // 200,000 texts have 9.6 MB, 500 bodies 32 MB.
  assert.ok(collections >= 1 && collections <= 5, `${collections} collections`);
});

const LIMITED = { args: ["--maximumMemory", "32"], variant: ".32" };

test("memory that is limited to 32 pages serves streams of 32 KB of garbage forever", async () => {
  const module = await Driven.load(await compile(GARBAGE, LIMITED));
  module.call("garbage", 100, 28_000);
  module.serve(50_000);
  assert.ok(module.pages <= 32, `${module.pages} pages`);
});

test("memory that is limited is collected sooner where most of it lives", async () => {
  const module = await Driven.load(await compile(GARBAGE, LIMITED));
  // 1.44 MB of 2.
  module.call("keep", 30_000);
  module.call("garbage", 1_000, 28_000);
  module.serve(10_000);
  assert.ok(module.pages <= 32, `${module.pages} pages`);
});

test("a filter that keeps more than its memory ends with a line in the log", async () => {
  const lines: string[] = [];
  const module = await Driven.load(
    await compile(GARBAGE, LIMITED),
    logTo(lines),
  );
  assert.throws(() => module.call("keep", 100_000), WebAssembly.RuntimeError);
  assert.deepEqual(lines, ["The filter is out of memory"]);
});

test("a filter that calls itself too deep ends with a line in the log", async () => {
  const lines: string[] = [];
  const module = await Driven.load(await compile(GARBAGE), logTo(lines));
  assert.throws(() => module.call("nested", 9_000), WebAssembly.RuntimeError);
  assert.deepEqual(lines, ["The filter is out of memory"]);
});

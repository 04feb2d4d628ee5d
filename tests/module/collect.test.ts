import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { compileText } from "../compile-text.ts";
import { Driven } from "./drive.ts";

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

for (const [live, turns] of [
  [0, 1_024],
  [100, 1_024],
  [1_000, 4_008],
]) {
  test(`collector runs after ${turns} turns with ${live} live streams`, async () => {
    const module = await Driven.load(await compileText(COUNTING));
    for (let i = 0; i < live; i++) module.begin();
    const collections: number[] = [];
    let freed = module.call("freedObjects");
    for (let served = 1; collections.length < 4 && served < 9_999; served++) {
      module.serve(1);
      const now = module.call("freedObjects");
      if (now !== freed) collections.push(served);
      freed = now;
    }
    const [, , third, fourth] = collections;
    assert.ok(Math.abs((fourth - third) * 3 - turns) <= 3);
  });
}

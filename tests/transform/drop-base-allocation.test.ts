import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { Driven } from "../module/drive.ts";
import { binaryen, parse } from "./binaryen.ts";
import { dropBaseAllocation } from "../../transform/module/drop-base-allocation.js";

const filterOf = (stream: string) => `import {
  HttpContext, registerRootContext, RootContext,
} from "proxy-wasm-as";
class Plugin extends RootContext {
  createHttpContext(): HttpContext {
    const stream = new ${stream}();
    if (changetype<usize>(stream) == 0) unreachable();
    return stream;
  }
}
class Stream extends HttpContext {
  first: u32 = 0x11111111;
  onDelete(): void {
    if (this.first != 0x11111111) unreachable();
  }
}
function unused(): HttpContext { return new Stream(); }
registerRootContext<Plugin>("a");
`;

const BASE = "~lib/object/Object#constructor";

/** Returns what is left of a constructor that is called with `self`. */
function drop(self: string): string {
  const module = parse(`(module
    (func $new (result i32) (i32.const 64))
    (func $"${BASE}" (param $this i32) (result i32)
      (if (i32.eqz (local.get $this)) (then (local.set $this (call $new))))
      (local.get $this))
    (func (export "caller") (param $made i32) (result i32)
      (call $"${BASE}" ${self})))`);
  dropBaseAllocation(binaryen, module);
  assert.ok(module.validate());
  return module.emitText();
}

test("dropBaseAllocation drops the allocation where each call has an object", () => {
  assert.doesNotMatch(drop("(local.get $made)"), /call \$new/);
});

test("dropBaseAllocation keeps the allocation where a call has none", () => {
  assert.match(drop("(i32.const 0)"), /call \$new/);
});

for (const stream of ["Stream", "HttpContext"]) {
  test(`dropBaseAllocation leaves contexts of ${stream} that are made as they were`, async () => {
    const module = await Driven.load(await compileText(filterOf(stream)));
    const { pages } = module;
    module.serve(50_000);
    assert.equal(module.pages, pages);
  });
}

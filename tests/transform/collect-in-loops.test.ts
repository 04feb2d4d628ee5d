import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import binaryen from "assemblyscript/binaryen";
import { compile } from "../compile.ts";
import { compileText } from "../compile-text.ts";

/** Tells whether a function of a module makes itself a frame in the shadow stack. */
async function hasFrames(wasm: string): Promise<boolean> {
  const module = binaryen.readBinary(await readFile(wasm));
  const text = module.emitText();
  module.dispose();
  return /global\.set \$~lib\/memory\/__stack_pointer/.test(text);
}

/** A filter that makes texts in a callback, whatever the callback is. */
const filter = (body: string, more = "") =>
  compileText(`import {
  FilterHeadersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
let texts: string[] = [];
${more}
class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    ${body}
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>();
`);

for (const [what, body, more] of [
  ["runs straight ahead", "texts = [count.toString()];"],
  ["has a loop that allocates nothing", "while (count > 0) count--;"],
  [
    "calls a function with such a loop",
    "texts = [sum(count).toString()];",
    "function sum(count: i32): i32 { let n = 0; for (let i = 0; i < count; i++) n += i; return n; }",
  ],
]) {
  test(`collectInLoops leaves no shadow stack in a filter that ${what}`, async () => {
    assert.ok(!(await hasFrames(await filter(body, more))));
  });
}

for (const [what, body, more] of [
  ["loops", "for (let i = 0; i < count; i++) texts = [i.toString()];"],
  [
    "calls a function of its own that loops",
    "texts = make(count);",
    "function make(count: i32): string[] { let all: string[] = []; while (count-- > 0) all = [count.toString()]; return all; }",
  ],
  [
    "calls a function that calls itself",
    "texts = [nest(count)];",
    "function nest(count: i32): string { return count > 0 ? nest(count - 1) + count.toString() : ''; }",
  ],
  [
    "calls back in a loop of the library",
    "texts = texts.map<string>((text: string): string => text + 'a');",
  ],
]) {
  test(`collectInLoops keeps the shadow stack where a filter ${what} and allocates`, async () => {
    assert.ok(await hasFrames(await filter(body, more)));
  });
}

test("collectInLoops leaves no shadow stack in the bench's filters without loops", async () => {
  for (const name of ["add-header", "configured", "log"]) {
    const wasm = await compile(`bench/filters/${name}.ts`);
    assert.ok(!(await hasFrames(wasm)), name);
  }
});

/** A filter that is configured by a class, one of whose initial values is made by `list`. */
const configured = (list: string) =>
  compileText(`import {
  HttpContext, JsonModel, PluginContext, registerRootContext,
} from "proxy-wasm-as";
class Rule extends JsonModel {
  host: string = "";
  rules: Rule[] = [];
}
class Settings extends JsonModel {
  rules: Rule[] = [];
  texts: string[] = ${list};
  limits: Map<string, u32> = new Map();
}
class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new Filter();
  }
}
class Filter extends HttpContext {}
function make(): string[] {
  const texts: string[] = [];
  for (let i = 0; i < 9; i++) texts.push(i.toString());
  return texts;
}
registerRootContext<Plugin>("configured");
`);

test("collectInLoops leaves no shadow stack in a filter that is configured by a class", async () => {
  assert.ok(!(await hasFrames(await configured("[]"))));
});

test("collectInLoops keeps the shadow stack where an initial value is made in a loop", async () => {
  assert.ok(await hasFrames(await configured("make()")));
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import binaryen from "assemblyscript/binaryen";
import { compileText } from "../compile-text.ts";

/** A filter that is configured by a class, and does more when it is. */
const filter = (imports: string, body: string) =>
  compileText(`import {
  HttpContext, JsonModel, PluginContext, registerRootContext, ${imports}
} from "proxy-wasm-as";
class Settings extends JsonModel {
  name: string = "";
}
class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new Filter();
  }
  onSettings(): bool {
    ${body}
    return true;
  }
}
class Filter extends HttpContext {}
registerRootContext<Plugin>("configured");
`);

/** Tells whether a module looks for eight spaces at once. */
async function readsEightBytes(wasm: string): Promise<boolean> {
  const module = binaryen.readBinary(await readFile(wasm));
  const text = module.emitText();
  module.dispose();
  return text.includes(`i64.const ${0x2020_2020_2020_2020n}`);
}

test("dropLongJson leaves a filter that reads its settings alone what reads byte by byte", async () => {
  assert.ok(!(await readsEightBytes(await filter("", ""))));
});

test("dropLongJson leaves a filter that shares a number what reads byte by byte", async () => {
  const body = 'new SharedVariable<i64>("a", 0).get();';
  assert.ok(!(await readsEightBytes(await filter("SharedVariable", body))));
});

for (const [what, imports, body] of [
  ["a JsonReader", "JsonReader", 'JsonReader.ofText("1").skip();'],
  ["a tree", "parseJson", 'parseJson("1");'],
  ["its configuration once more", "", "this.configuration.jsonReader();"],
  [
    "a model",
    "JsonReader as R, readModel",
    'readModel<Settings>(R.ofText(""));',
  ],
  [
    "models from a queue",
    "ModelQueue, SharedQueue",
    "new ModelQueue<Settings>(SharedQueue.of(1)).dequeue();",
  ],
  [
    "a shared model",
    "SharedVariable",
    'new SharedVariable<Settings>("a", this.settings).get();',
  ],
]) {
  test(`dropLongJson keeps the larger steps where a filter reads ${what}`, async () => {
    assert.ok(await readsEightBytes(await filter(imports, body)));
  });
}

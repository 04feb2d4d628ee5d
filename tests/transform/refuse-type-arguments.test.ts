import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn } from "./findings.ts";

test("classes that extend each other are left to the compiler", async () => {
  const found =
    await findingsIn(`import { HttpHandler, registerHttpHandler } from "proxy-wasm-as";
class One extends Two {}
class Two extends One {}
class Filter extends HttpHandler { onRequest(): void {} }
registerHttpHandler<Filter>("filter");
`);
  assert.deepEqual(found, []);
});

test("refuseTypeArguments refuses a class that does not extend what the SDK's does, at the author's line", async () => {
  const found = await findingsIn(`import {
  Hmac, HttpContext, HttpContextOf, JsonModel, JsonReader, ModelQueue, PluginContext,
  readModel, registerRootContext, Sha256, SharedQueue,
} from "proxy-wasm-as";
class Plain { limit: i32 = 1; }
class Model extends JsonModel { limit: i32 = 1; }
class Plugin extends PluginContext<Plain> {
  createHttpContext(): HttpContext { return new Filter(); }
  onTick(): void {
    readModel<Plain>(JsonReader.ofText("{}"));
    readModel<Model>(JsonReader.ofText("{}"));
    readModel<Model | null>(JsonReader.ofText("{}"));
    new ModelQueue<string>(SharedQueue.of(1));
    new Hmac<Sha256>(new Uint8Array(1));
  }
}
class Filter extends HttpContextOf<Model> {}
registerRootContext<Plugin>("plugin");
`);
  const says = (taker: string, wanted: string, given: string, advice = "") =>
    `${taker} takes a class that extends ${wanted}, and ${given} does not: declare ${advice || `\`class ${given} extends ${wanted}\``}.`;
  assert.deepEqual(
    found.map(({ at, message }) => `${at}: ${message}`),
    [
      `Plain: ${says("PluginContext", "JsonModel", "Plain")}`,
      `Plain: ${says("readModel", "JsonModel", "Plain")}`,
      "Model | null: readModel takes a class, which cannot be null: leave out `| null`.",
      `string: ${says("ModelQueue", "JsonModel", "String", "a class that does")}`,
      `Model: ${says("HttpContextOf", "RootContext", "Model")}`,
    ],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { compileProject } from "../compile-project.ts";

test("a build says nothing where one function that waits has the name of another within its own", async () => {
  const text = `import { HttpCall, HttpHandler, registerHttpHandler } from "proxy-wasm-as";
class A { path(): string { return "/a"; } }
class AB { path(): string { return "/ab"; } }
class Pair<K, V> {
  constructor(public key: K, public value: V) {}
  ask(): string { return new HttpCall("a").path(this.key + this.value.path()).wait().text(); }
}
class Deep extends HttpHandler {
  onRequest(): void {
    ["a", "b"].forEach((each) => {
      const one = new Pair<string, A>(each, new A());
      const other = new Pair<string, AB>(each, new AB());
      this.request.headers.set("x-a", one.ask() + other.ask() + one.ask() + other.ask());
    });
  }
}
class Deeper extends HttpHandler {
  onRequest(): void { ["d"].forEach((each) => { new HttpCall("a").path(each).wait(); }); }
}
registerHttpHandler<Deep>("deep");
registerHttpHandler<Deeper>("deeper");
`;
  const { stderr } = await compileProject({ "assembly/index.ts": text });
  assert.equal(stderr, "");
});

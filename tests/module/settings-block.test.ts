import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { exportsOf, logTo } from "./instance.ts";

const ROOT_ID = 1;

/** A plugin whose host gives it configurations, one after another. */
async function plugin(filter: string) {
  const logs: string[] = [];
  let given = Buffer.alloc(0);
  const exports = await exportsOf(
    await compile(`tests/module/filters/${filter}.ts`),
    {
      ...logTo(logs),
      proxy_get_buffer_bytes(own, type, start, length, address, size) {
        const malloc = own.malloc as (size: number) => number;
        const at = malloc(given.length);
        const { buffer } = own.memory as WebAssembly.Memory;
        given.copy(new Uint8Array(buffer), at);
        const view = new DataView(buffer);
        view.setUint32(address, at, true);
        view.setUint32(size, given.length, true);
        return 0;
      },
    },
  );
  const call = (name: string, ...args: number[]) =>
    (exports[name] as (...args: number[]) => number)(...args);
  call("proxy_on_context_create", ROOT_ID, 0);
  return {
    logs,
    pages: () => (exports.memory as WebAssembly.Memory).buffer.byteLength >> 16,
    configure(text: string) {
      given = Buffer.from(text);
      return call("proxy_on_configure", ROOT_ID, given.length) !== 0;
    },
  };
}

const FILTERS = {
  "settings-alone": (name: string) => name,
  "settings-and-configuration": (name: string, text: string) =>
    `${name} of ${text.length}`,
};

for (const [filter, expected] of Object.entries(FILTERS)) {
  test(`PluginContext of ${filter} reads each configuration, and none`, async () => {
    const { logs, configure } = await plugin(filter);
    for (const name of ["short", "long".repeat(1000), "s"]) {
      const text = JSON.stringify({ name });
      assert.ok(configure(text));
      assert.equal(logs.pop(), expected(name, text));
    }
    assert.ok(!configure(""));
    assert.equal(
      logs.pop(),
      "Cannot use the configuration:\n$.name: missing, wanted a text",
    );
    assert.ok(!configure('{"name":"a"'));
    assert.match(logs.pop() ?? "", /not JSON at line 1, column 12$/);
  });

  test(`PluginContext of ${filter} keeps none of the host's blocks`, async () => {
    const { configure, pages } = await plugin(filter);
    const large = JSON.stringify({ name: "x".repeat(40_000) });
    const all = [large, `${large}]`, "{}", "", '{"name":"a"}'];
    const round = () => all.map((text) => configure(text));
    for (let i = 0; i < 20; i++) round();
    const before = pages();
    for (let i = 0; i < 500; i++)
      assert.deepEqual(round(), [true, false, false, false, true]);
    assert.equal(pages(), before);
  });
}

import { test } from "node:test";
import { exampleListener, startExamples } from "./start-examples.ts";

const envoy = await startExamples({
  listeners: [
    await exampleListener("plugin-configuration", {
      plugin: { vmConfiguration: { name: "vm" }, configuration: "plugin" },
    }),
  ],
});

test("examples/plugin-configuration shows both configurations", async () => {
  await envoy.waitForLog(/wasm log .*: vm config: \{"name":"vm"\}$/);
  await envoy.waitForLog(/wasm log .*: plugin config: plugin$/);
});

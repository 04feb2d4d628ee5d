import assert from "node:assert/strict";
import { test } from "node:test";
import { request } from "../../../cli/envoy/http-request.ts";
import { startServing } from "./serving.ts";

test("startServer calls an access logger at the end of each request", async (t) => {
  const { port, saying } = await startServing(t, {
    filter: "examples/access-logger/assembly/index.ts",
    deployment: { form: "accessLog" },
  });
  assert.equal((await request({ port, path: "/logged" })).status, 200);
  const [line] = await saying(/^info .*\/logged.*/);
  assert.match(line, /^info \[GET \/logged\] /);
});

for (const singleton of [false, true]) {
  test(`startServer runs a service${singleton ? " on the main thread only" : " on each thread"}, and answers without it`, async (t) => {
    const { port, said, saying } = await startServing(t, {
      filter: "tests/envoy/filters/mistakes.ts",
      deployment: {
        form: "service",
        rootId: "mistakes",
        configuration: "tick",
        singleton,
      },
    });
    await saying(/^warn \[main thread\] tick$/);
    if (!singleton) await saying(/^warn tick$/);
    // A filter would hold it.
    assert.equal((await request({ port, path: "/hang" })).status, 200);
    assert.equal(said.includes("warn tick"), !singleton);
  });
}

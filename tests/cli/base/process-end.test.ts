import assert from "node:assert/strict";
import { test } from "node:test";
import { runScript } from "../../run-script.ts";

const URL = import.meta.resolve("../../../cli/base/process-end.ts");
const IMPORT = `import { onProcessEnd } from ${JSON.stringify(URL)};
const say = (text) => () => console.log(text);`;

test("onProcessEnd cleans up at the end, newest first", async () => {
  const { ended } = runScript(`${IMPORT}
    onProcessEnd(say("first"));
    onProcessEnd(() => { throw new Error("unheard"); });
    onProcessEnd(say("last"));
    process.exit(3);`);
  const { code, output } = await ended;
  assert.equal(code, 3);
  assert.equal(output, "last\nfirst\n");
});

test("onProcessEnd cleans up on a signal and lets it end the process", async () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    const { ended } = runScript(`${IMPORT}
      onProcessEnd(say("cleaned"));
      setInterval(() => {}, 1000);
      process.kill(process.pid, "${signal}");`);
    const end = await ended;
    assert.equal(end.signal, signal);
    assert.equal(end.output, "cleaned\n");
  }
});

test("onProcessEnd leaves a handled signal to its handler", async () => {
  const { ended } = runScript(`${IMPORT}
    onProcessEnd(say("cleaned"));
    process.on("SIGTERM", () => { console.log("handled"); process.exit(0); });
    setInterval(() => {}, 1000);
    process.kill(process.pid, "SIGTERM");`);
  const { code, output } = await ended;
  assert.equal(code, 0);
  assert.equal(output, "handled\ncleaned\n");
});

test("onProcessEnd returns a function that cancels it", async () => {
  const { ended } = runScript(`${IMPORT}
    onProcessEnd(say("cleaned"))();
    console.log(process.listenerCount("SIGTERM"));`);
  assert.equal((await ended).output, "0\n");
});

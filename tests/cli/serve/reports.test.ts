import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { request } from "../../../cli/envoy/http-request.ts";
import { startServing, type Served } from "./serving.ts";

const MISTAKES = "tests/envoy/filters/mistakes.ts";

/** Serves the filter that makes mistakes. */
function serveMistakes(
  t: TestContext,
  configuration = "",
  served: Partial<Served> = {},
) {
  const { deployment, ...rest } = served;
  return startServing(t, {
    filter: MISTAKES,
    target: "debug",
    deployment: { rootId: "mistakes", configuration, ...deployment },
    ...rest,
  });
}

test("RunningFilter prints the lines of onConfigure once, although each VM logs them", async (t) => {
  const { said } = await serveMistakes(t, "melon");
  const lines = said.filter((line) => line.includes("configured with"));
  assert.deepEqual(lines, ["info configured with melon"]);
});

test("RunningFilter prints the lines of onTick as they come, and those of the main thread as such", async (t) => {
  const { said, saying } = await serveMistakes(t, "tick");
  await saying(/^warn tick$/);
  await saying(/^warn \[main thread\] tick$/);
  assert.equal(said.filter((line) => line.startsWith("warn")).length, 2);
});

test("RunningFilter prints a request's lines from its log level on, before the request's report", async (t) => {
  const { port, said } = await serveMistakes(t, "", { logLevel: "debug" });
  await request({ port, path: "/a" });
  const at = said.indexOf("debug [GET /a] asked for /a");
  assert.ok(at >= 0, said.join("\n"));
  assert.match(said[at + 1], /^GET \/a → 200 /);
  const quiet = await serveMistakes(t);
  await request({ port: quiet.port, path: "/a" });
  assert.doesNotMatch(quiet.said.join("\n"), /asked for/);
});

test("LiveFilter answers 500 with the filter's own line if it refuses its configuration", async (t) => {
  const { port, said } = await serveMistakes(t, "refused");
  const sentence = "The filter refused its configuration: no such key: refused";
  assert.ok(said.includes(sentence), said.join("\n"));
  assert.ok(said.includes("error no such key: refused"));
  const { status, text } = await request({ port });
  assert.equal(status, 500);
  assert.equal(
    text,
    `No filter runs here until this is fixed:\n\n${sentence}\n`,
  );
  const silent = await serveMistakes(t, "silent");
  assert.match(
    (await request({ port: silent.port })).text,
    /: configured with/,
  );
});

test("LiveFilter names the line at which onConfigure ended the VM", async (t) => {
  const { port, said } = await serveMistakes(t, "trap");
  const { text } = await request({ port });
  assert.match(
    text,
    /ended its VM in onConfigure, at .*mistakes\.ts:\d+:\d+; a proxy would not start it\.$/m,
  );
  assert.match(said.join("\n"), /^critical .*made to fail in onConfigure/m);
});

test("RunningFilter says for each request which cluster a call lacks, and the flag that adds it", async (t) => {
  const { port, said } = await serveMistakes(t);
  for (let i = 0; i < 2; i++) await request({ port, path: "/call" });
  const refusals = said.filter((line) => line.startsWith("refused"));
  const sentence =
    'refused [GET /call] proxy_http_call: no cluster "nope"; add --cluster nope=HOST:PORT, or "clusters" in deployment.yaml';
  assert.deepEqual(refusals, [sentence, sentence]);
});

test("RunningFilter prints a finding once, and not the refusal that it explains", async (t) => {
  const { port, said } = await serveMistakes(t);
  await request({ port, path: "/late" });
  const [finding, ...more] = said.filter((line) =>
    /^(finding|refused)/.test(line),
  );
  assert.deepEqual(more, []);
  assert.match(
    finding,
    /^finding \[GET \/late\] The headers of the request are changed after they were continued\. .*\(onResponseHeaders of context \d+\)$/,
  );
});

for (const [path, callback] of [
  ["/hang", "onRequestHeaders"],
  ["/hold", "onResponseHeaders"],
]) {
  test(`Exchange says at once that nothing can continue what ${callback} has stopped, and ends it later`, async (t) => {
    const { port, said, saying } = await serveMistakes(t, "", {
      maxStuckMs: 300,
    });
    const answer = request({ port, path });
    const [finding] = await saying(/^finding .* nothing can continue it\..*/);
    assert.match(finding, new RegExp(`\\(${callback} of context \\d+\\)$`));
    assert.doesNotMatch(said.join("\n"), /→ no answer/);
    const { status, text } = await answer;
    assert.equal(status, 500);
    assert.match(text, /^No answer: the filter has stopped it, and nothing /);
    const [report] = await saying(/^GET .* → no answer[^]*broken off: .*/);
    assert.match(report, /it waits for no call, timer or queue$/);
  });
}

test("Exchange leaves a request alone that a filter holds until its call ends", async (t) => {
  const { port } = await startServing(t, {
    filter: "tests/envoy/filters/asked-call.ts",
    maxStuckMs: 0,
  });
  assert.notEqual((await request({ port })).status, 500);
});

test("RunningFilter names the line that ended the VM, and later requests report that it is dead", async (t) => {
  const { port, said } = await serveMistakes(t);
  const { status } = await request({ port, path: "/trap" });
  assert.equal(status, 503);
  const all = said.join("\n");
  assert.match(all, /^critical \[GET \/trap\] .*made to fail on \/trap/m);
  assert.match(
    all,
    /^The filter ended its VM in onRequestHeaders, at .*mistakes\.ts:27:\d+\. Later requests meet a dead VM: as in Envoy, each gets 503 .*/m,
  );
  assert.match(all, /^ {2}\d+: +0x.*Plugin#trap \(.*mistakes\.ts:27:\d+\)$/m);
  assert.equal((await request({ port, path: "/later" })).status, 503);
  assert.match(
    said.at(-1) ?? "",
    /^GET \/later → 503 .*\n {2}not filtered: the filter's VM has ended/,
  );
});

test("RunningFilter resolves the names that a filter asks for", async (t) => {
  const { saying } = await startServing(t, {
    filter: "tests/envoy/filters/plugin-services.ts",
    deployment: { rootId: "resolver", configuration: "localhost a..b" },
  });
  await saying(
    /^info answer for localhost: [12] .*(::1|127\.0\.0\.1) for \d+$/,
  );
  await saying(/^info answer for a\.\.b: nothing$/);
});

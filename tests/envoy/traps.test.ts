import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { loadSymbolicator } from "../../cli/symbolicate/load-symbolicator.ts";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

type Target = "debug" | "release";

const SOURCE = "tests/envoy/filters/traps.ts";

/** Each path that traps in a library, its log line, and code on the line that traps. */
const TRAPS = [
  [
    "/decode",
    "URI malformed at ~lib/util/uri.ts",
    'decodeURIComponent("/%zz")',
  ],
  ["/index", "Index out of range at ~lib/array.ts", '"Bearer".split(" ")[1]'],
  ["/function", "Index out of range at ~lib/array.ts", "return text.split"],
  ["/closure", "Index out of range at ~lib/array.ts", "(text) => text.split"],
  ["/map", "Key does not exist at ~lib/map.ts", 'map.get("absent")'],
  ["/shift", "Array is empty at ~lib/array.ts", "list.shift()"],
  ["/date", "Invalid Date at ~lib/date.ts", 'Date.parse("Sun'],
  ["/at", "Index out of range at ~lib/string.ts", '"".at(0)'],
  ["/repeat", "Invalid length at ~lib/string.ts", '"a".repeat('],
] as const;

const lineOf = (code: string) =>
  readFileSync(SOURCE, "utf8")
    .split("\n")
    .findIndex((line) => line.includes(code)) + 1;

const compileMapped = (target: Target) =>
  compile(SOURCE, { target, variant: ".mapped" });

/** What Envoy logs when a request traps. */
async function logsOf(t: TestContext, wasm: string, path: string) {
  const envoy = await startEnvoy(t, [{ wasm, rootId: "traps" }]);
  assert.equal((await get(envoy, path)).status, 503);
  await envoy.waitForLog(/ - .*proxy_on_request_headers$/);
  return [...envoy.logs];
}

for (const [path, message, code] of TRAPS) {
  test(`a debug build names the line of ${code} in its critical line`, async (t) => {
    const logs = await logsOf(t, await compileMapped("debug"), path);
    const line = logs.find((each) => each.includes("[critical]")) ?? "";
    assert.ok(line.includes(message), line);
    const caller = /, called from traps\.ts:(\d+):\d+$/.exec(line)?.[1];
    assert.equal(Number(caller), lineOf(code), line);
  });

  for (const target of ["debug", "release"] as const) {
    test(`symbolicate names the line of ${code} in a ${target} build`, async (t) => {
      const wasm = await compileMapped(target);
      const logs = await logsOf(t, wasm, path);
      const lines = logs.map(await loadSymbolicator(wasm));
      const frames = lines.filter((line) => / +\d+: +0x/.test(line));
      const own = frames.find((frame) => frame.includes("traps.ts")) ?? "";
      const [, from, to = from] = /traps\.ts:(\d+)(?:-(\d+))?/.exec(own) ?? [];
      const line = lineOf(code);
      assert.ok(Number(from) <= line && line <= Number(to), frames.join("\n"));
      assert.ok(Number(to) - Number(from) <= 3, own);
    });
  }
}

test("symbolicate names the line of a division by 0, which has no critical line", async (t) => {
  const wasm = await compileMapped("release");
  const logs = await logsOf(t, wasm, "/divide");
  const lines = logs.map(await loadSymbolicator(wasm));
  assert.ok(lines.some((line) => line.endsWith("divide by zero")));
  const position = `(traps.ts:${lineOf("1 / list.length")}:`;
  assert.ok(
    lines.some((line) => line.includes(position)),
    lines.join("\n"),
  );
});

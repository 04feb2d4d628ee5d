import assert from "node:assert/strict";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { loadSymbolicator } from "../../../cli/symbolicate/load-symbolicator.ts";
import { compile } from "../../compile.ts";
import { get, startEnvoy } from "../../envoy/start-envoy.ts";
import { tempFolder } from "../../temp-folder.ts";

type Target = "debug" | "release";

const compileMapped = (target: Target) =>
  compile("tests/envoy/filters/throws.ts", { target, variant: ".mapped" });

/** What Envoy logs about a trap in a module. */
async function backtraceOf(t: TestContext, wasm: string): Promise<string[]> {
  const envoy = await startEnvoy(t, [{ wasm, rootId: "throws" }]);
  await get(envoy, "/throw");
  await envoy.waitForLog(/ - .*proxy_on_request_headers$/);
  return [...envoy.logs];
}

const FRAMES = {
  // The compiler inlines the filter's only throw and the code that logs it.
  release: [
    /^ +0: +0x\w+ - .*\/proxy_on_request_headers \(~lib\/proxy-wasm-as\/assembly\/globals\/abort\.ts:\d+:\d+, called from throws\.ts:10\)$/,
  ],
  debug: [
    /^ +0: +0x\w+ - .*\/abort \(~lib\/proxy-wasm-as\/assembly\/globals\/abort\.ts:\d+:\d+\)$/,
    /^ +1: +0x\w+ - throws\/Throws#onRequestHeaders \(throws\.ts:10:\d+\)$/,
    /^ +2: +0x\w+ - .*\/HttpContext#onRequestHeaders@override( \(.*\))?$/,
    /^ +3: .*\/requestHeaders \(~lib\/proxy-wasm-as\/assembly\/header-callbacks\.ts:\d+:\d+\)$/,
    /^ +4: .*\/proxy_on_request_headers \(~lib\/proxy-wasm-as\/assembly\/exports\/since-0\.2\.0\.ts:\d+:\d+\)$/,
  ],
};

for (const target of ["release", "debug"] as const) {
  test(`loadSymbolicator finds the throw of a ${target} build in Envoy's log`, async (t) => {
    const wasm = await compileMapped(target);
    const logs = await backtraceOf(t, wasm);
    const lines = logs.map(await loadSymbolicator(wasm));
    const at = lines.findIndex((line) => line.endsWith("in-VM backtrace:"));
    assert.deepEqual(lines.slice(0, at + 1), logs.slice(0, at + 1));
    const frames = lines.slice(at + 1);
    FRAMES[target].forEach((pattern, index) => {
      assert.match(frames[index], pattern);
    });
    assert.equal(frames.length, FRAMES[target].length);
  });
}

test("loadSymbolicator leaves the backtrace of another module alone", async () => {
  const symbolicate = await loadSymbolicator(await compileMapped("debug"));
  symbolicate("Proxy-Wasm plugin in-VM backtrace:");
  const other = "  0:  0x137a - another/function";
  assert.equal(symbolicate(other), other);
});

test("loadSymbolicator finds the map in a folder with spaces and unicode, and through --map", async (t) => {
  const folder = join(await tempFolder(t), "mein Ordner ü");
  await mkdir(folder);
  const wasm = await compileMapped("debug");
  const copy = join(folder, "der Filter ü.wasm");
  const map = join(folder, "karte.json");
  await copyFile(wasm, copy);
  await copyFile(`${wasm}.map`, map);
  await loadSymbolicator(copy, { map });
  await assert.rejects(loadSymbolicator(copy), {
    name: "CliError",
    message:
      /^Cannot read the source map .*\.wasm\.map: there is no such file\. asc writes one with "sourceMap": true; use --map for one elsewhere\.$/,
  });
});

test("loadSymbolicator names an invalid module or map", async (t) => {
  const folder = await tempFolder(t);
  const wasm = await compileMapped("debug");
  const text = join(folder, "text");
  await writeFile(text, "text");
  const rejects = (file: string, map: string | undefined, message: string) =>
    assert.rejects(loadSymbolicator(file, { map }), { message });
  await rejects(
    text,
    undefined,
    `Cannot use ${text}: it is not a valid Wasm module; see proxy-wasm inspect.`,
  );
  await rejects(wasm, text, `Cannot use ${text}: it is not a source map.`);
  await rejects(
    folder,
    undefined,
    `Cannot read the module ${folder}: it is a folder.`,
  );
});

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { compile } from "../../compile.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";

const compileMapped = () =>
  compile("tests/envoy/filters/throws.ts", {
    target: "debug",
    variant: ".mapped",
  });

test("proxy-wasm symbolicate prints the log with positions after the frames", async () => {
  const wasm = await compileMapped();
  const abort = offsetOf(
    wasm,
    "~lib/proxy-wasm-as/assembly/globals/abort/abort",
  );
  const frame = `  0:  0x${abort.toString(16)} - ~lib/proxy-wasm-as/assembly/globals/abort/abort`;
  const input = `a line\nProxy-Wasm plugin in-VM backtrace:\n${frame}\nthe last, without end`;
  const { status, stdout, stderr } = runCli(["symbolicate", wasm], { input });
  assert.equal(stderr, "");
  assert.equal(status, 0);
  const lines = stdout.split("\n");
  assert.ok(
    lines[2].startsWith(
      `${frame} (~lib/proxy-wasm-as/assembly/globals/abort.ts:`,
    ),
  );
  assert.deepEqual(lines.toSpliced(2, 1), input.split("\n").toSpliced(2, 1));
});

test("proxy-wasm symbolicate says that no frame of a log is from the module", async () => {
  const input =
    "Proxy-Wasm plugin in-VM backtrace:\n  0:  0x1 - other/function\n";
  const wasm = await compileMapped();
  const { status, stdout, stderr } = runCli(["symbolicate", wasm], { input });
  assert.equal(status, 0);
  assert.equal(stdout, input);
  assert.match(
    stderr,
    /^Note: the log has backtraces, but none of their frames is from /,
  );
});

test("proxy-wasm symbolicate prints an empty log for an empty one", async () => {
  const { status, stdout } = runCli(["symbolicate", await compileMapped()]);
  assert.equal(status, 0);
  assert.equal(stdout, "");
});

test("proxy-wasm symbolicate names what it cannot use", async (t) => {
  const cwd = await tempFolder(t);
  await writeFile(join(cwd, "text.wasm"), "text");
  const symbolicate = (...args: string[]) =>
    runCli(["symbolicate", ...args], { cwd });
  const none = symbolicate();
  assert.equal(none.status, 2);
  assert.match(none.stderr, /^error: missing required argument 'file'\n/);
  const missing = symbolicate("no.wasm");
  assert.equal(missing.status, 1);
  assert.equal(
    missing.stderr,
    "Cannot read the module no.wasm: there is no such file.\n",
  );
  const text = symbolicate("text.wasm");
  assert.equal(text.status, 1);
  assert.equal(
    text.stderr,
    "Cannot use text.wasm: it is not a valid Wasm module; see proxy-wasm inspect.\n",
  );
  const map = symbolicate(await compileMapped(), "--map", "no.map");
  assert.equal(map.status, 1);
  assert.match(
    map.stderr,
    /^Cannot read the source map no\.map: there is no such file\./,
  );
});

/** An offset in a function's body, after its locals. */
function offsetOf(wasm: string, name: string): number {
  const { stdout } = runCli(["inspect", wasm, "--json"]);
  const { functions } = JSON.parse(stdout) as {
    functions: { name: string; start: number; size: number }[];
  };
  const found = functions.find((each) => each.name === name);
  return found!.start + found!.size - 1;
}

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../../cli/base/package-root.ts";
import { PROGRAM, runCli } from "./run-cli.ts";
import { tempFolder } from "../temp-folder.ts";

test("main returns 2 and prints the usage for an invalid command line", () => {
  const none = runCli([]);
  assert.equal(none.status, 2);
  assert.match(none.stderr, /^Usage: proxy-wasm <command>/);
  const unknown = runCli(["biuld"]);
  assert.equal(unknown.status, 2);
  assert.equal(
    unknown.stderr,
    "error: unknown command 'biuld'\n(Did you mean build?)\n",
  );
  const option = runCli(["build", "--fast"]);
  assert.equal(option.status, 2);
  assert.equal(
    option.stderr,
    "error: unknown option '--fast'\nTry \"proxy-wasm build --help\".\n",
  );
});

test("main returns 0 for --help and --version", () => {
  const help = runCli(["--help"]);
  assert.equal(help.status, 0);
  assert.match(help.stdout, /^Usage: proxy-wasm/);
  const version = runCli(["--version"]);
  assert.equal(version.status, 0);
  const text = readFileSync(join(packageRoot(), "package.json"), "utf8");
  const { version: expected } = JSON.parse(text) as { version: string };
  assert.equal(version.stdout, `${expected}\n`);
});

test("main prints one sentence for an error, and its stack with --debug", async (t) => {
  const cwd = await tempFolder(t);
  const plain = runCli(["build"], { cwd });
  assert.equal(plain.status, 1);
  assert.match(plain.stderr, /^Cannot build: .*\.\n$/);
  const debug = runCli(["build", "--debug"], { cwd });
  assert.equal(debug.status, 1);
  assert.match(debug.stderr, /^Cannot build: .*\.\nCliError: [^]*\n +at /);
});

test("proxy-wasm says that Node is too old before it reads anything else", () => {
  const versions = '{ ...process.versions, node: "18.20.0" }';
  const older = `Object.defineProperty(process, "versions", { value: ${versions} })`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(older)}`, PROGRAM],
    { encoding: "utf8" },
  );
  assert.equal(status, 1);
  assert.equal(
    stderr,
    "proxy-wasm needs Node 20.12 or newer, and this is 18.20.0: install a newer Node.\n",
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "commander";
import { program } from "../../cli/program.ts";
import { assertGolden } from "./golden.ts";
import { loadedPackages } from "./loaded-packages.ts";

const COLUMNS = 80;
const ROWS = 48;

/** A command and its subcommands, each with the words that lead to it. */
function walk(command: Command, path: string[]): [string[], Command][] {
  return [
    [path, command],
    ...command.commands.flatMap((sub) => walk(sub, [...path, sub.name()])),
  ];
}

/** What `--help` prints on a terminal of 80 columns. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => COLUMNS,
  });
  command.outputHelp();
  return text;
}

for (const [path, command] of walk(program(), ["proxy-wasm"])) {
  test(`${path.join(" ")} --help matches its golden text, and fits a screen`, () => {
    const text = helpOf(command);
    const lines = text.split("\n");
    assert.ok(lines.length <= ROWS, `${lines.length} lines`);
    assert.ok(lines.every((line) => line.length <= COLUMNS));
    if (command.commands.length === 0) assert.match(text, /^Example/m);
    assertGolden(`help/${path.join("-")}.txt`, text);
  });
}

for (const args of ["--version", "--help", "push --help", "build"]) {
  test(`proxy-wasm ${args} loads only the packages that it needs`, async (t) => {
    assert.deepEqual(await loadedPackages(t, args.split(" ")), ["commander"]);
  });
}

test("proxy-wasm manifest loads the packages that read a deployment", async (t) => {
  const packages = await loadedPackages(t, ["manifest", "envoy"]);
  assert.ok(packages.includes("zod"), packages.join());
});

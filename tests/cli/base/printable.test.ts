import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  printable,
  printableColors,
  printableLines,
} from "../../../cli/base/printable.ts";
import { BodyRecord } from "../../../cli/serve/body-record.ts";
import { FilterLog } from "../../../cli/serve/filter-log.ts";
import { printExchange } from "../../../cli/serve/print-exchange.ts";
import { terminalColors } from "../../../cli/base/terminal-colors.ts";
import { moduleBytes } from "../../module-builder.ts";
import { startScript } from "../../registry/scripted-registry.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";
import { startCli } from "../start-cli.ts";

/** Clears the screen, sets a title, reverses text, hides text and ends a line. */
const EVIL = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u200b\u2028\r\u007f";

/** What output may contain only in our own colours. */
const CONTROL = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/u;

test("printable escapes what controls a terminal as JSON does, and nothing else", () => {
  assert.equal(
    printable(EVIL),
    "\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202e\\u200b\\u2028\\u000d\\u007f",
  );
  assert.equal(printable("a\tb\nc"), "a\\u0009b\\u000ac");
  assert.equal(printable("\ud800 \u{e0041}"), "\\ud800 \\udb40\\udc41");
  const plain = "naïve — 日本語 Ελληνικά 🎉 \\u001b";
  assert.equal(printable(plain), plain);
  assert.equal(JSON.parse(printable(JSON.stringify(EVIL))), EVIL);
});

test("printableLines keeps lines and tabs, and printableColors our own colours", () => {
  assert.equal(printableLines(`a\n\tb${EVIL}`), `a\n\tb${printable(EVIL)}`);
  const { bold, dim, underline, red, green, yellow, cyan } = terminalColors(
    { isTTY: true },
    {},
  );
  for (const color of [bold, dim, underline, red, green, yellow, cyan]) {
    const text = color(`a\n${dim("b")} c`);
    assert.notEqual(text, "a\nb c");
    assert.equal(printableColors(text), text);
    assert.equal(printableColors(color(EVIL)), color(printable(EVIL)));
  }
  for (const other of ["\u001b[8m", "\u001b[30m", "\u001b[31;1m"]) {
    assert.equal(printableColors(other), printable(other));
  }
});

test("a registry's tags and errors cannot control the terminal", async (t) => {
  const { host } = await startScript(t, ({ url }) =>
    url.includes("tags")
      ? { body: JSON.stringify({ tags: [`a${EVIL}\nb`] }) }
      : {
          status: 400,
          body: JSON.stringify({ errors: [{ message: EVIL }] }),
        },
  );
  const folder = await tempFolder(t);
  const run = async (...args: string[]) => {
    const cli = startCli(t, folder, [...args, "--plain-http"]);
    await cli.closed;
    return cli.output;
  };
  assert.deepEqual(await run("tags", `${host}/me/a`), [
    printable(`a${EVIL}\nb`),
  ]);
  const json = await run("tags", `${host}/me/a`, "--json");
  assert.doesNotMatch(json.join("\n"), CONTROL);
  assert.deepEqual(JSON.parse(json.join("")), [`a${EVIL}\nb`]);
  const failed = await run("pull", `${host}/me/a`);
  assert.equal(failed.length, 1);
  assert.match(failed[0], /answers 400 "\\u001b\[2J/);
  assert.doesNotMatch(failed[0], CONTROL);
});

test("a module's names cannot control the terminal", async (t) => {
  const folder = await tempFolder(t);
  const name = `a${EVIL}\nerror: forged`;
  const bytes = moduleBytes({
    imports: [{ name, type: ">" }],
    exports: [{ name: `e${name}`, type: ">" }],
  });
  await writeFile(join(folder, "a.wasm"), bytes);
  for (const args of [[], ["--json"]]) {
    const { stdout } = runCli(["inspect", "a.wasm", ...args], { cwd: folder });
    assert.doesNotMatch(stdout, CONTROL);
    assert.doesNotMatch(stdout, /^error: forged/m);
    assert.ok(stdout.includes("forged"));
  }
});

test("an argument cannot control the terminal", () => {
  for (const args of [["pull", EVIL.slice(4)], [`a${EVIL}`]]) {
    const { status, stderr } = runCli(args);
    assert.equal(status, 2);
    assert.doesNotMatch(stderr, CONTROL);
  }
});

test("printExchange shows a client's text without control characters", () => {
  const body = new BodyRecord();
  body.add(Buffer.from(EVIL));
  const message = { headers: [["x", EVIL]] as [string, string][], body };
  const text = printExchange(
    {
      method: "GET",
      path: `/${EVIL}`,
      status: 200,
      broken: EVIL,
      milliseconds: 1,
      request: { before: message, after: message },
      response: { before: null, after: message },
      wasDead: false,
      calls: [EVIL],
    },
    terminalColors({ isTTY: false }),
  );
  assert.doesNotMatch(text, CONTROL);
});

test("FilterLog shows a filter's text without control characters", () => {
  const said: string[] = [];
  const log = new FilterLog({
    colors: terminalColors({ isTTY: false }),
    say: (text) => said.push(text),
    symbolicate: (line) => line,
  });
  log.line({ level: "info", message: `a${EVIL}\nb`, text: "", vm: "main" });
  log.refusal(EVIL, EVIL);
  assert.equal(said.length, 2);
  for (const text of said) assert.doesNotMatch(text, CONTROL);
});

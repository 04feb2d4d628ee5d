import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost, type ForeignFunctions } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";

/** What a foreign function answered, as the filter logs it. */
async function called(
  foreignFunctions: ForeignFunctions,
  command: string,
): Promise<string | undefined> {
  const host = await ProxyHost.load(await compile(ACTS), { foreignFunctions });
  const configuration = `request-headers: ${command}`;
  host.startPlugin({ rootId: "acts", configuration }).httpStream().request();
  const lines = host.logs.map(({ message }) => / -> (.*)/.exec(message)?.[1]);
  return lines.find((line) => line !== undefined);
}

test("HostOptions.foreignFunctions return bytes, a status, or both", async () => {
  const functions: ForeignFunctions = {
    get_secret: (argument) => Buffer.concat([argument, Buffer.from("!")]),
    refuse: () => 2,
    empty: () => new Uint8Array(0),
    both: () => ({ status: 2, answer: Buffer.from("why") }),
  };
  assert.equal(await called(functions, "foreign get_secret ab"), "0 ab!");
  assert.equal(await called(functions, "foreign refuse"), "2 null 0");
  assert.equal(await called(functions, "foreign empty"), "0 ");
  assert.equal(await called(functions, "foreign both"), "2 why");
  assert.equal(await called(functions, "foreign toString"), "1 untouched");
});

test("Plugin.foreignFunction calls the plugin by a number, with data", async () => {
  const host = await ProxyHost.load(await compile(ACTS));
  const configuration = "foreign-function: args; get-buffer 8 1 2";
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  const from = host.logs.length;
  plugin.foreignFunction(7, "data");
  plugin.foreignFunction(8);
  const lines = host.logs.slice(from).map(({ message }) => message);
  assert.deepEqual(lines, [
    "foreign-function args 7 data",
    "foreign-function get-buffer 8 1 2 -> 0 at",
    "foreign-function args 8 ",
    "foreign-function get-buffer 8 1 2 -> 0 null 0",
  ]);
});

test("HostOptions.foreignFunctions take precedence over Envoy's own", async () => {
  const functions = { compress: () => Buffer.from("mine") };
  assert.equal(await called(functions, "foreign compress a"), "0 mine");
});

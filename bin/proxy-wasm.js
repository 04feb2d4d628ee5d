#!/usr/bin/env node
// @ts-check
import { parseArgs } from "node:util";
import { build } from "./build.js";

const HELP = `Usage: proxy-wasm build [--target NAME]...

Compiles the filter in this folder for each target of its asconfig.json, as
"npx asc --target NAME" does for one, in half the time.

  --target NAME  only this target; may be given several times
  --help         this text

Example: proxy-wasm build --target release`;

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage =
    error instanceof TypeError &&
    "code" in error &&
    String(error.code).startsWith("ERR_PARSE_ARGS");
  if (!isUsage) throw error;
  console.error(`${error.message} Try "proxy-wasm --help".`);
  process.exitCode = 2;
}

/** Runs the command, and returns the exit status. */
async function main() {
  const { values, positionals } = parseArgs({
    options: {
      target: { type: "string", multiple: true },
      help: { type: "boolean" },
    },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length !== 1 || positionals[0] !== "build") {
    console.error(HELP);
    return 2;
  }
  return build(process.cwd(), values.target);
}

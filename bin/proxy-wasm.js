#!/usr/bin/env node
// @ts-check
import { existsSync } from "node:fs";

/** @typedef {typeof import("../cli/main.ts")} Main */

/** The oldest Node that the code is written for. */
const NEEDED = [20, 12];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isOld = major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1]);

const compiled = new URL("../dist/cli/main.js", import.meta.url);

if (isOld) {
  console.error(
    `proxy-wasm needs Node ${NEEDED.join(".")} or newer, and this is ${process.versions.node}: install a newer Node.`,
  );
  process.exitCode = 1;
} else if (existsSync(compiled)) {
  /** @type {unknown} */
  const module = await import(compiled.href);
  const { main } = /** @type {Main} */ (module);
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error(
    'proxy-wasm is not compiled in this checkout: run "npm run build" in its root folder.',
  );
  process.exitCode = 1;
}

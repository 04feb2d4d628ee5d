#!/usr/bin/env node
// @ts-check
import { existsSync } from "node:fs";

/** @typedef {typeof import("../cli/main.ts")} Main */

const compiled = new URL("../dist/cli/main.js", import.meta.url);

if (existsSync(compiled)) {
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

#!/usr/bin/env node
// @ts-check
/** What `npm create proxy-wasm` runs: `proxy-wasm init` with the same arguments. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const { resolve } = createRequire(import.meta.url);
const root = dirname(resolve("proxy-wasm-as/package.json"));

process.argv.splice(2, 0, "init");
await import(pathToFileURL(join(root, "bin/proxy-wasm.js")).href);

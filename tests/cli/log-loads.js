// @ts-check
/** Writes the URL of each module that a process loads to the file $LOADED_MODULES. */
import { appendFileSync } from "node:fs";
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

/** @type {import("node:module").LoadHook} */
export function load(url, context, nextLoad) {
  appendFileSync(process.env.LOADED_MODULES ?? "", `${url}\n`);
  return nextLoad(url, context);
}

// Hooks run in their own thread, which loads this file, too.
if (isMainThread) register(import.meta.url);

// @ts-check
import { readFile } from "node:fs/promises";

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  const isPackage =
    url.startsWith("file:") && /\/node_modules\/.*\.m?js$/.test(url);
  if (!isPackage || context.format !== "module") return nextLoad(url, context);
  const source = await readFile(new URL(url));
  return { format: context.format, source, shortCircuit: true };
}

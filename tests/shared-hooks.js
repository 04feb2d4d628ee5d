// @ts-check
/** Loads TypeScript as JavaScript that the processes of a run share. */
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { askServer } from "./ask-server.js";
import { keptJavaScript } from "./javascript-of.js";

/** The socket of the run's compilers, in the folder of the run. */
let socket = "";

/** @type {import("node:module").InitializeHook<string>} */
export function initialize(path) {
  socket = path;
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  const isTypeScript = url.startsWith("file:") && url.endsWith(".ts");
  if (!isTypeScript) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const text = await readFile(path, "utf8");
  const kept = await keptJavaScript(dirname(socket), path, text);
  const made = kept ?? (await askServer(socket, { javaScriptOf: path }));
  const source = /** @type {string} */ (made);
  return { format: "module", source, shortCircuit: true };
}

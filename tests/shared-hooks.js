// @ts-check
/** Loads TypeScript as JavaScript that the processes of a run share. */
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname } from "node:path";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
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
  const source = kept ?? (await askServer(path));
  return { format: "module", source, shortCircuit: true };
}

/**
 * @param {string} path
 * @returns {Promise<string>}
 */
async function askServer(path) {
  const stream = connect(socket);
  stream.end(JSON.stringify({ javaScriptOf: path }));
  return /** @type {string} */ (await json(stream));
}

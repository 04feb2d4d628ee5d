import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

const LOADER = import.meta.resolve("./loader.js");

export interface ScriptEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

/**
 * Starts an ES module given as text in a Node process that can import `.ts`.
 *
 * Import project files by URL, from `import.meta.resolve`.
 *
 *     const { child, ended } = runScript("console.log('hello')");
 *     (await ended).output; // "hello\n"
 */
export function runScript(
  text: string,
  env: NodeJS.ProcessEnv = process.env,
): { child: ChildProcess; ended: Promise<ScriptEnd> } {
  const options = ["--import", LOADER, "--input-type=module", "-e", text];
  const child = spawn(process.execPath, options, {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  const ended = once(child, "close").then((end) => {
    const [code, signal] = end as [number | null, NodeJS.Signals | null];
    return { code, signal, output };
  });
  return { child, ended };
}

import { spawn } from "node:child_process";
import { onProcessEnd } from "../base/process-end.ts";

/**
 * Runs a program to its end without printing; rejects with the last line of its output
 * when it fails, and with all of it as the error's `output`.
 *
 * It and its children are killed if this process ends first.
 *
 *     await runCommand("python3", ["-m", "venv", folder], process.env);
 */
export function runCommand(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that its children can be killed with it.
      detached: true,
    });
    const cancel = onProcessEnd(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => {
      cancel();
      reject(error);
    });
    child.on("close", (code) => {
      cancel();
      if (code === 0) return resolve();
      const lastLine = output.trim().split("\n").at(-1);
      const reason = lastLine?.replace(/^ERROR: /, "");
      const error = new Error(reason || `${command} ended with code ${code}`);
      reject(Object.assign(error, { output }));
    });
  });
}

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../cli/base/package-root.ts";

/** The published form of the command; `npm run build` compiles it. */
export const PROGRAM = join(packageRoot(), "bin/proxy-wasm.js");

/** Where and how a command runs. */
export interface RunOptions {
  cwd?: string;
  /** What it reads from standard input. */
  input?: string;
  /** Environment variables in addition to this process's own. */
  env?: NodeJS.ProcessEnv;
}

/** How a command ended. */
export interface CliResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Removes what would make `node --test` inside it a part of this run. */
const OUTSIDE = { NODE_TEST_CONTEXT: undefined };

/**
 * Runs `proxy-wasm` to its end in a separate process.
 *
 *     const { status, stderr } = runCli(["build"], { cwd: folder });
 */
export function runCli(args: string[], options: RunOptions = {}): CliResult {
  return spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd,
    input: options.input ?? "",
    env: { ...process.env, ...OUTSIDE, ...options.env },
    encoding: "utf8",
    timeout: 120_000,
  });
}

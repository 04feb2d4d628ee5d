import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { PROGRAM } from "./run-cli.ts";

/** A command that runs until it is stopped. */
export interface StartedCli {
  /** All lines so far of both streams. */
  output: string[];
  /** Resolves with the first line that contains the pattern, past or future. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the first line from now on that contains the pattern. */
  next(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit status when the command ends on its own. */
  closed: Promise<number | null>;
  /** Sends Ctrl-C; resolves with the exit status. */
  stop(): Promise<number | null>;
}

/**
 * Starts `proxy-wasm` in a folder; it is killed after the test.
 *
 *     const { line, stop } = startCli(t, folder, ["serve", "--port", "0"]);
 */
export function startCli(
  t: TestContext,
  cwd: string,
  args: string[],
  program = [process.execPath, PROGRAM],
): StartedCli {
  const [command = "", ...before] = program;
  const env = { ...process.env, NO_COLOR: "1" };
  const child = spawn(command, [...before, ...args], { cwd, env });
  t.after(() => child.kill("SIGKILL"));
  const output: string[] = [];
  const changed = new Set<() => void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      output.push(line);
      for (const each of changed) each();
    });
  }
  const closed = once(child, "close") as Promise<[number | null]>;
  const lineFrom = (first: number, pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = output
          .slice(first)
          .map((line) => pattern.exec(line))
          .find((match) => match !== null);
        if (!found) return;
        changed.delete(look);
        resolve(found);
      };
      changed.add(look);
      void closed.then(() => reject(new Error(output.join("\n"))));
      look();
    });
  return {
    output,
    closed: closed.then(([status]) => status),
    line: (pattern) => lineFrom(0, pattern),
    next: (pattern) => lineFrom(output.length, pattern),
    stop: async () => {
      child.kill("SIGINT");
      return (await closed)[0];
    },
  };
}

/** What a serving command prints once it serves, with the port. */
export const SERVING = /(?:Serving|listens) .*?127\.0\.0\.1:(\d+)/;

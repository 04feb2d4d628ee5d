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
  /** Writes to its input, such as the keys that a user presses. */
  type(text: string): void;
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
    type: (text) => child.stdin.write(text),
    stop: async () => {
      child.kill("SIGINT");
      return (await closed)[0];
    },
  };
}

/** Gives a program a terminal of its own, and ends with its status. */
const TERMINAL =
  "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

/**
 * The same in a pseudo-terminal: what is typed are keys, and `stop` presses Ctrl-C.
 *
 *     const { line, type } = startInTerminal(t, folder, ["init"]);
 */
export function startInTerminal(
  t: TestContext,
  cwd: string,
  args: string[],
  program = [process.execPath, PROGRAM],
): StartedCli {
  const sized = ["sh", "-c", 'stty rows 40 cols 120; exec "$@"', "sh"];
  const terminal = ["python3", "-c", TERMINAL, ...sized, ...program];
  const cli = startCli(t, cwd, args, terminal);
  const stop = () => {
    cli.type("\x03");
    return cli.closed;
  };
  return { ...cli, stop };
}

/** What a serving command prints once it serves, with the port. */
export const SERVING = /(?:Serving|listens) .*?127\.0\.0\.1:(\d+)/;

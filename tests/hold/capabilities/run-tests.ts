import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onProcessEnd } from "../../../cli/base/process-end.ts";
import { ROOT } from "../../../scripts/project/project-files.ts";

/** What is withheld from the examples of a file. */
export interface Withheld {
  capability: string;
  /** The only example that it is withheld from. */
  example?: string;
}

/** How the tests of a file went. */
export interface TestRun {
  /** Their names. */
  passed: string[];
  /** Whether Envoy took the examples. */
  started: boolean;
}

/** Milliseconds for a test: the slowest takes three seconds, and a request may take ten. */
const LIMIT = 20_000;

/** How Node reports that Envoy has refused an example. */
const REFUSED = "EnvoyError: Envoy exited";

/**
 * Runs the tests of a file, without a capability. Ends a test that prints nothing for `limit`
 * milliseconds, whatever it does, and goes on with the next one.
 *
 *     await runTests("tests/examples/tcp.test.ts", names, {
 *       capability: "proxy_log",
 *     });
 */
export async function runTests(
  file: string,
  names: string[],
  withheld?: Withheld,
  limit = LIMIT,
): Promise<TestRun> {
  const passed: string[] = [];
  let left = names;
  while (left.length > 0) {
    const run = new FileRun(file, left, withheld);
    await run.end(limit);
    passed.push(...run.named(/^ok \d+ - (.*)$/gm));
    if (!run.started) return { passed, started: false };
    const ended = new Set(run.named(/^(?:not )?ok \d+ - (.*)$/gm));
    // They run one after another, so the first of the others did not end.
    left = left.filter((name) => !ended.has(name)).slice(1);
  }
  return { passed, started: true };
}

/** A process that runs tests of a file. */
class FileRun {
  started = true;
  readonly #file: string;
  readonly #names: string[];
  readonly #withheld: Withheld | undefined;
  #output = "";
  #errors = "";

  constructor(file: string, names: string[], withheld?: Withheld) {
    this.#file = file;
    this.#names = names;
    this.#withheld = withheld;
  }

  /** What is in the first parentheses of a pattern, each time. */
  named(pattern: RegExp): string[] {
    return [...this.#output.matchAll(pattern)].map(([, name]) => name);
  }

  /** Runs the tests until they end, or have printed nothing for so many milliseconds. */
  async end(limit: number): Promise<void> {
    // What is killed leaves its temporary files.
    const folder = await mkdtemp(join(tmpdir(), "capabilities-"));
    const child = this.#spawn(folder);
    const stop = () => killGroup(child);
    const cancel = onProcessEnd(() => {
      stop();
      rmSync(folder, { recursive: true, force: true });
    });
    const timer = setTimeout(stop, limit);
    child.stdout!.on("data", (data) => {
      this.#output += String(data);
      timer.refresh();
    });
    child.stderr!.on("data", (data) => {
      this.#errors += String(data);
      if (!this.#errors.includes(REFUSED)) return;
      this.started = false;
      // Node 20 does not always get from the error to its end, with a loader.
      stop();
    });
    await once(child, "close");
    clearTimeout(timer);
    cancel();
    await rm(folder, { recursive: true, force: true });
  }

  #spawn(folder: string): ChildProcess {
    const patterns = this.#names.map(
      (name) => `--test-name-pattern=^${escaped(name)}$`,
    );
    return spawn(
      process.execPath,
      [
        ...["--import", "./tests/loader.js", "--test-reporter=tap"],
        ...[...patterns, this.#file],
      ],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          TMPDIR: folder,
          // Below a runner of tests, Node would print what only that runner reads.
          NODE_TEST_CONTEXT: undefined,
          WITHHELD_CAPABILITY: this.#withheld?.capability,
          WITHHELD_FROM: this.#withheld?.example,
        },
        stdio: ["ignore", "pipe", "pipe"],
        // A group of its own, to which its Envoy belongs as well.
        detached: true,
      },
    );
  }
}

function killGroup({ pid }: ChildProcess): void {
  // It may have ended by itself in the meantime.
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

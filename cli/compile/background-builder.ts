import { once } from "node:events";
import { extname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Worker } from "node:worker_threads";
import { CliError } from "../base/cli-error.ts";

/** What the thread of a builder is started with. */
export interface BuildWorkerData {
  folder: string;
  target: string;
  hasColors: boolean;
}

/** What the thread of a builder answers. */
export interface BuildAnswer {
  /** What the compiler printed. */
  output: string;
  error?: string;
}

/** Builds a target of a project, again and again. */
export interface BackgroundBuilder {
  /** Returns what the compiler printed; rejects with it if it failed. */
  build(): Promise<string>;
  close(): Promise<unknown>;
}

/**
 * Builds a project on a thread of its own, which keeps the compiler loaded, so that
 * this one goes on serving.
 *
 *     const builder = backgroundBuilder({ folder, target: "debug", hasColors: true });
 *     await builder.build();
 */
export function backgroundBuilder(data: BuildWorkerData): BackgroundBuilder {
  let worker: Worker | undefined;
  return {
    async build() {
      worker ??= start(data);
      worker.postMessage("build");
      const [answer] = (await once(worker, "message")) as [BuildAnswer];
      const { error } = answer;
      const output = data.hasColors
        ? ownColors(answer.output)
        : stripVTControlCharacters(answer.output);
      if (error === undefined) return output;
      const isAbove = error.endsWith(": see the errors above.");
      const text = isAbove ? output : `${output}${error}`;
      throw new CliError(text.trim() === "" ? error : text.trimEnd());
    },
    async close() {
      await worker?.terminate();
    },
  };
}

/**
 * The compiler's colours as those of `terminalColors`, which alone reach a terminal.
 *
 *     ownColors("\u001b[91mERROR\u001b[0m"); // "\u001b[31mERROR\u001b[22m\u001b[39m"
 */
export function ownColors(text: string): string {
  return text
    .replace(/\u001b\[9([1-6])m/g, "\u001b[3$1m")
    .replace(/\u001b\[90m/g, "\u001b[2m")
    .replace(/\u001b\[97m/g, "")
    .replace(/\u001b\[0m/g, "\u001b[22m\u001b[39m");
}

function start(workerData: BuildWorkerData): Worker {
  const file = `./build-worker${extname(import.meta.url)}`;
  const worker = new Worker(new URL(file, import.meta.url), { workerData });
  worker.unref();
  return worker;
}

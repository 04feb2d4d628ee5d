import { once } from "node:events";
import { extname } from "node:path";
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
      const { output, error } = answer;
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

function start(workerData: BuildWorkerData): Worker {
  const file = `./build-worker${extname(import.meta.url)}`;
  const worker = new Worker(new URL(file, import.meta.url), { workerData });
  worker.unref();
  return worker;
}

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Source } from "./driven-modules.ts";
import type { WorkerInput, WorkerOutput } from "./worker.ts";

/** No life takes as long: it is in a loop that does not end. */
const MOST_MILLISECONDS = 60_000;

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));
const LOADER = import.meta.resolve("../../loader.js");

/** What the lives of a module came to. */
export interface Lives {
  callbacks: number;
  calls: number;
  /** How many ended as the contract lets them. */
  ended: number;
  faults: WorkerOutput[];
}

/**
 * Lives through lives of a module in a process, which a watchdog ends where one of them does
 * not come to an end.
 */
export async function runLives(
  source: Source,
  wasm: string,
  seed: number,
  lives: number,
): Promise<Lives> {
  const worker = fork(WORKER, {
    execArgv: ["--import", LOADER],
    // JSON has no large integers.
    serialization: "advanced",
  });
  const input: WorkerInput = { source, wasm, seed, lives };
  const total: Lives = { callbacks: 0, calls: 0, ended: 0, faults: [] };
  let next = seed;
  const watchdog = setTimeout(() => worker.kill("SIGKILL"), MOST_MILLISECONDS);
  worker.on("message", (output: WorkerOutput) => {
    watchdog.refresh();
    next = output.seed + 1;
    total.callbacks += output.callbacks;
    total.calls += output.calls;
    if (output.ended !== undefined) total.ended++;
    if (output.fault !== undefined) total.faults.push(output);
  });
  worker.send(input);
  await once(worker, "exit");
  clearTimeout(watchdog);
  if (next < seed + lives) {
    const fault = `ended, or did not come to an end, in ${MOST_MILLISECONDS} ms`;
    total.faults.push({ seed: next, callbacks: 0, calls: 0, fault });
  }
  return total;
}

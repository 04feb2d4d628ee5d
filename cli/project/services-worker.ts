/** The thread in which {@link startServices} runs a script. */
import { parentPort, workerData } from "node:worker_threads";

await import(workerData as string);
parentPort?.postMessage("loaded");

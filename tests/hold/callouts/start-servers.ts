import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Ports } from "./server-process.ts";

const PROGRAM = fileURLToPath(new URL("./server-process.ts", import.meta.url));
const LOADER = import.meta.resolve("../../loader.js");

/** Starts the servers of a seed in a process that ends with this one, or by `stop`. */
export async function startServers(
  seed: number,
): Promise<Ports & { stop: () => void }> {
  const child = fork(PROGRAM, { execArgv: ["--import", LOADER] });
  child.send(seed);
  const [ports] = (await once(child, "message")) as [Ports];
  return { ...ports, stop: () => child.disconnect() };
}

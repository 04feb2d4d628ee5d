import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

/**
 * Keeps all threads of a process on one core, if the machine has two cores and
 * `taskset`. Returns whether it did.
 *
 *     pin(envoy.pid, 0);
 */
export function pin(pid: number, core: number): boolean {
  if (availableParallelism() < 2) return false;
  try {
    const args = ["-a", "-c", "-p", String(core), String(pid)];
    execFileSync("taskset", args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

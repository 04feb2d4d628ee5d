import { inspectModule } from "../../cli/inspect/inspect-module.ts";
import { printInspection } from "../../cli/inspect/print-inspection.ts";
import { terminalColors } from "../../cli/base/terminal-colors.ts";
import { Random } from "../fuzz/random.ts";
import { mutateBytes } from "./mutate-bytes.ts";

const HOSTS = ["envoy-1.40", "istio-1.5", "envoy-1.18", "istio-1.20"];
const COLORS = terminalColors({ isTTY: false });

/** What a mutant made inspect do that it must not. */
export interface Failure {
  seed: number;
  what: string;
}

/**
 * Inspects the mutant for a seed and prints the findings: neither may fail, whatever
 * the bytes are. Returns what went wrong.
 *
 *     await inspectMutant(modules, 42);
 */
export async function inspectMutant(
  modules: Uint8Array[],
  seed: number,
): Promise<Failure | undefined> {
  const random = new Random(seed);
  const bytes = mutateBytes(random.pick(modules), random);
  const host = random.pick(HOSTS);
  const started = process.cpuUsage();
  try {
    const inspection = await inspectModule(bytes, host);
    JSON.stringify(inspection);
    printInspection("mutant.wasm", inspection, COLORS);
    if (inspection.findings.some(({ id }) => id === "unreadable")) {
      return { seed, what: `${host}: it cannot be read` };
    }
  } catch (error) {
    return { seed, what: `${host}: ${(error as Error).stack}` };
  }
  // The first one also loads binaryen.
  const took = process.cpuUsage(started).user / 1000;
  return took > 20_000 ? { seed, what: `it took ${took} ms` } : undefined;
}

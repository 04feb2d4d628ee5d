import { setTimeout as delay } from "node:timers/promises";
import { cpuTime } from "./cpu-time.ts";
import type { Runner } from "./stage.ts";

/** What a request to each runner cost, by name: a number for each round. */
export type Samples = Map<string, number[]>;

/** How long to measure. */
export interface Effort {
  rounds: number;
  /** The time for each variant in a round. */
  milliseconds: number;
  /** The folder of the peers' modules. */
  peers?: string;
}

/**
 * Gives each runner a turn in each round, in changing order, and adds the cost of its
 * requests to the samples, in microseconds of CPU time: of the process, and of what the
 * variant has beside it.
 */
export async function sampleRounds(
  pid: number,
  runners: Runner[],
  { rounds, milliseconds }: Effort,
  samples: Samples,
  onTurn: (runner: Runner) => void = () => {},
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const runner of rotated(runners, round)) {
      const { name, pid: other } = runner.variant;
      const pids = other === undefined ? [pid] : [pid, other];
      const cost = await costOf(pids, () => runner.load.run(milliseconds));
      samples.set(name, [...(samples.get(name) ?? []), cost]);
      onTurn(runner);
    }
  }
}

/** One runner's samples beyond another's, round by round. */
export function beyond(samples: Samples, name: string, base: string): number[] {
  const others = samples.get(base)!;
  return samples.get(name)!.map((cost, round) => cost - others[round]);
}

/** CPU time of processes per request while requests are served. */
async function costOf(
  pids: number[],
  serve: () => Promise<number>,
): Promise<number> {
  const all = () => pids.reduce((sum, pid) => sum + cpuTime(pid), 0);
  const before = all();
  const served = await serve();
  // The kernel counts a thread's time when it goes to sleep.
  await delay(2);
  return (all() - before) / served;
}

/** Starts with a different runner in each round, since each one affects the next. */
function rotated(runners: Runner[], round: number): Runner[] {
  const start = (round * 3) % runners.length;
  const order = [...runners.slice(start), ...runners.slice(0, start)];
  return round % 2 === 0 ? order : order.toReversed();
}

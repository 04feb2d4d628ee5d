import { Random } from "../fuzz/random.ts";
import { KitModule } from "./kit-module.ts";
import type { Subject } from "./subject.ts";

/** What came of the cases of a subject. */
export interface Outcome {
  cases: number;
  /** How many inputs were taken: the others gave `null`. */
  taken: number;
  /** A line for each case that went wrong, at most ten. */
  faults: string[];
}

const SHOWN = 10;
const modules = new Map<string, Promise<KitModule>>();

/** Runs cases of a subject; each has a seed of its own, the first the one given. */
export async function runCases(
  subject: Subject,
  seed: number,
  cases: number,
): Promise<Outcome> {
  let module = await moduleOf(subject.theme);
  const outcome: Outcome = { cases, taken: 0, faults: [] };
  for (let each = seed; each < seed + cases; each++) {
    const input = Buffer.from(subject.input(new Random(each)));
    let fault: string | undefined;
    try {
      const output = module.run(subject.name, input);
      if (output !== undefined) outcome.taken++;
      fault = subject.fault?.(output, input, module);
    } catch (error) {
      fault = `it traps: ${(error as Error).message}`;
      // Its memory may be in any state.
      modules.delete(subject.theme);
      module = await moduleOf(subject.theme);
    }
    if (fault === undefined || outcome.faults.length === SHOWN) continue;
    const text = JSON.stringify(input.toString("latin1"));
    outcome.faults.push(`${subject.name}, seed ${each}, ${text}: ${fault}`);
  }
  return outcome;
}

function moduleOf(theme: string): Promise<KitModule> {
  const module = modules.get(theme) ?? KitModule.load(theme);
  modules.set(theme, module);
  return module;
}

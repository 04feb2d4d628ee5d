import {
  FILTERS,
  PATIENT,
  QUICK,
  type Listener,
  type PairEnvoy,
} from "./pair-envoy.ts";
import { printedStep, type TrafficCase } from "./traffic-case.ts";

/** A case in which a filter that changes nothing has changed something. */
export interface TrafficFault {
  filter: Listener;
  fault: string;
}

/** A difference must be seen so often, as Envoy may only have been late. */
const TRIES = 3;

/** Runs a case with and without each filter; returns the first difference. */
export async function compareTraffic(
  pair: PairEnvoy,
  given: TrafficCase,
  filters: readonly Listener[] = FILTERS,
): Promise<TrafficFault | undefined> {
  // One at a time would leave most of the time to waiting.
  const [plain, ...others] = await Promise.all(
    (["plain", ...filters] as const).map((each) =>
      pair.run(each, given, QUICK),
    ),
  );
  for (const [index, filter] of filters.entries()) {
    if (differenceOf(given, plain, others[index]) === undefined) continue;
    const fault = await confirmed(pair, given, filter);
    if (fault !== undefined) return { filter, fault };
  }
  return undefined;
}

async function confirmed(
  pair: PairEnvoy,
  given: TrafficCase,
  filter: Listener,
): Promise<string | undefined> {
  let fault: string | undefined;
  for (let left = TRIES; left > 0; left--) {
    const plain = await pair.run("plain", given, PATIENT);
    fault = differenceOf(given, plain, await pair.run(filter, given, PATIENT));
    if (fault === undefined) return undefined;
  }
  return fault;
}

/** The first step after which both differ. */
function differenceOf(
  { steps }: TrafficCase,
  plain: readonly string[],
  filtered: readonly string[],
): string | undefined {
  const at = plain.findIndex((view, index) => view !== filtered[index]);
  if (at < 0) return undefined;
  return [
    `after step ${at}, ${printedStep(steps[at]).slice(0, 2000)}`,
    ...["without the filter:", plain[at].slice(0, 4000)],
    ...["with it:", filtered[at].slice(0, 4000)],
  ].join("\n");
}

/** The same case without the steps that the difference does not need. */
export async function smaller(
  pair: PairEnvoy,
  given: TrafficCase,
  filter: Listener,
): Promise<TrafficCase> {
  let small = given;
  for (let at = given.steps.length - 1; at >= 0; at--) {
    const steps = small.steps.toSpliced(at, 1);
    const without = { ...small, steps };
    if ((await confirmed(pair, without, filter)) !== undefined) small = without;
  }
  return small;
}

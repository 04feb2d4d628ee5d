import { HostError } from "../../host/index.ts";
import { runOnEmulator } from "../conformance/emulator.ts";
import { RealEnvoy } from "../conformance/real-envoy.ts";
import type {
  Observation,
  Scenario,
} from "../conformance/scenario/scenario.ts";

/** The result of a scenario on both hosts. */
export interface Comparison {
  scenario: Scenario;
  /** Why the emulator refuses it. */
  refusal?: string;
  /** The difference, as text. */
  difference?: string;
}

/** Runs scenarios on the emulator and on one Envoy, several at a time. */
export async function compareAll(
  scenarios: readonly Scenario[],
  atOnce = 12,
): Promise<Comparison[]> {
  const found: Comparison[] = [];
  const named = new Map<string, Scenario>();
  const expected = new Map<string, Observation>();
  for (const [index, scenario] of scenarios.entries()) {
    const name = `s${String(index).padStart(4, "0")}`;
    try {
      expected.set(name, await runOnEmulator(scenario, name));
      named.set(name, scenario);
    } catch (error) {
      const refusal = error instanceof HostError;
      if (!refusal) throw error;
      found.push({ scenario, refusal: `${error.code}: ${error.message}` });
    }
  }
  return [...found, ...(await onEnvoy(named, expected, atOnce))];
}

/** Compares on one Envoy; if that crashes, each suspect gets its own. */
async function onEnvoy(
  named: Map<string, Scenario>,
  expected: Map<string, Observation>,
  atOnce: number,
): Promise<Comparison[]> {
  if (named.size === 0) return [];
  const found: Comparison[] = [];
  const suspects: [string, Scenario][] = [];
  const waiting = [...named];
  const envoy = await RealEnvoy.start(named, "info");
  try {
    const work = async () => {
      while (suspects.length === 0 && waiting.length > 0) {
        const next = waiting.shift()!;
        const [name, scenario] = next;
        const actual = expected.get(name)!;
        try {
          const real = await envoy.run(scenario, name, actual);
          found.push({ scenario, difference: differenceOf(actual, real) });
        } catch {
          suspects.push(next);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    await envoy.stop();
  }
  if (named.size === 1 && suspects.length === 1) {
    return [{ scenario: suspects[0][1], difference: "Envoy crashes." }];
  }
  for (const [name, scenario] of suspects) {
    found.push(
      ...(await onEnvoy(new Map([[name, scenario]]), expected, atOnce)),
    );
  }
  const rest = await onEnvoy(new Map(waiting), expected, atOnce);
  return [...found, ...rest];
}

/** The difference in the first step that has one; undefined if none has. */
function differenceOf(
  emulator: Observation,
  envoy: Observation,
): string | undefined {
  if (JSON.stringify(emulator) === JSON.stringify(envoy)) return undefined;
  const index = (envoy.steps ?? []).findIndex(
    (step, at) => JSON.stringify(step) !== JSON.stringify(emulator.steps?.[at]),
  );
  const [one, other] = [emulator, envoy].map(({ logs, steps }) =>
    flat(index < 0 ? logs : steps![index]),
  );
  return [
    index < 0 ? "before the first step:" : `in step ${index}:`,
    ...one.filter((line) => !other.includes(line)).map((line) => `- ${line}`),
    ...other.filter((line) => !one.includes(line)).map((line) => `+ ${line}`),
  ].join("\n");
}

/** A value as lines, each with its path. */
function flat(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) {
    return [`${path}: ${JSON.stringify(value)}`];
  }
  const separator = path === "" ? "" : ".";
  return Object.entries(value).flatMap(([name, each]) =>
    flat(each, `${path}${separator}${name}`),
  );
}

import type { Scenario } from "../conformance/scenario/scenario.ts";
import { compareAll, type Comparison } from "./compare.ts";

/**
 * Removes from a scenario on which the hosts differ everything that the difference does
 * not need: steps, plugins, and lines and commands of scripts.
 */
export async function shrink(found: Comparison): Promise<Comparison> {
  for (let smallest = found; ;) {
    const candidates = smallerOf(smallest.scenario);
    const compared = await compareAll(candidates);
    const differing = compared
      .filter(({ difference }) => difference !== undefined)
      .sort((one, other) => sizeOf(one.scenario) - sizeOf(other.scenario));
    if (differing.length === 0) return smallest;
    smallest = differing[0];
  }
}

/** All scenarios that lack one thing, or a whole kind of things. */
function smallerOf(scenario: Scenario): Scenario[] {
  const { steps = [], plugins = [] } = scenario;
  const fewerSteps = without(steps).filter((each) => each[0]?.at === "request");
  return [
    ...fewerSteps.map((each) => ({ ...scenario, steps: each })),
    ...without(plugins)
      .filter((each) => each.length > 0)
      .map((each) => ({ ...scenario, plugins: each })),
    ...plugins.flatMap((plugin, index) =>
      smallerScripts(String(plugin.configuration)).map((configuration) => ({
        ...scenario,
        plugins: plugins.with(index, { ...plugin, configuration }),
      })),
    ),
  ];
}

function smallerScripts(script: string): string[] {
  const lines = script.split("\n");
  const shorter = lines.flatMap((line, index) => {
    const middle = line.indexOf(": ") + 2;
    const commands = line.slice(middle).split("; ");
    return without(commands)
      .filter((each) => each.length > 0)
      .map((each) =>
        lines.with(index, line.slice(0, middle) + each.join("; ")).join("\n"),
      );
  });
  return [...without(lines).map((each) => each.join("\n")), ...shorter];
}

/** The list without each of its items, and without each half. */
function without<T>(items: readonly T[]): T[][] {
  const half = items.length >> 1;
  const halves = half > 1 ? [items.slice(half), items.slice(0, half)] : [];
  return [
    ...halves,
    ...items.map((_, index) => items.filter((_, at) => at !== index)),
  ];
}

function sizeOf(scenario: Scenario): number {
  return JSON.stringify(scenario).length;
}

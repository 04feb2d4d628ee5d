import { readFile } from "node:fs/promises";
import type { Observation } from "./scenario/scenario.ts";
import type { StepView } from "./scenario/step.ts";
import { TOPICS } from "./scenarios.ts";

/** Runs of one character, which are written as their length. */
const LONG = /(.)\1{99,}/gs;

/** What Envoy 1.40 did in each scenario, by name. */
export async function readObservations(): Promise<Map<string, unknown>> {
  const all = new Map<string, unknown>();
  for (const topic of Object.keys(TOPICS)) {
    const text = await readFile(fileOf(topic), "utf8").catch(() => "{}");
    const own = JSON.parse(text) as Record<string, unknown>;
    for (const [name, each] of Object.entries(own)) all.set(name, each);
  }
  return all;
}

/** The file with a topic's observations. */
export function fileOf(topic: string): URL {
  return new URL(`observations/${topic}.json`, import.meta.url);
}

/**
 * An observation in its stored form: without empty parts, without what a step leaves
 * unchanged, and without the scenario's number in this run.
 */
export function stored(observation: Observation, name: string): unknown {
  const { responses, upstream, calls, connections, logs } = observation;
  const steps = observation.steps?.map((view, index, views) =>
    changeOf(view, views[index - 1]),
  );
  const all = { responses, upstream, calls, connections, logs, steps };
  const text = JSON.stringify(all, (_, value: unknown) =>
    Array.isArray(value) && value.length === 0 ? undefined : value,
  );
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" ? shortened(value, name) : value,
  );
}

function changeOf(view: StepView, before: StepView | undefined): unknown {
  const { upstream, response, logs, step } = view;
  const changed = <T>(now: T, then: T | undefined) =>
    JSON.stringify(now) === JSON.stringify(then) ? undefined : now;
  return {
    at: step.at,
    logs,
    upstream: changed(upstream, before?.upstream ?? null),
    response: changed(response, before?.response ?? null),
  };
}

function shortened(text: string, name: string): string {
  return (
    text
      .replaceAll(name, "NAME")
      // The keys are generated for each run.
      .replace(/(foreign (?:sign|verify_signature) )0x[0-9a-f]+/g, "$1BYTES")
      .replace(/(foreign sign BYTES -> \d+ )0x[0-9a-f]+/g, "$1BYTES")
      // The frames change with each build of the filter.
      .replace(/(?:\n +\d+: +0x[^\n]*)+/g, "\n FRAMES")
      .replace(LONG, (all, one: string) => `${one}{${all.length}}`)
  );
}

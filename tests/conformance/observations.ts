import { readFile } from "node:fs/promises";
import type { Observation } from "./scenario/scenario.ts";
import type { StepView } from "./scenario/step.ts";
import { TOPICS } from "./scenarios.ts";

/** As many of one character or more are written as their number. */
const LONG = /(.)\1{99,}/gs;

/** What Envoy 1.40 made of each scenario, by its name. */
export async function readObservations(): Promise<Map<string, unknown>> {
  const all = new Map<string, unknown>();
  for (const topic of Object.keys(TOPICS)) {
    const text = await readFile(fileOf(topic), "utf8").catch(() => "{}");
    const own = JSON.parse(text) as Record<string, unknown>;
    for (const [name, each] of Object.entries(own)) all.set(name, each);
  }
  return all;
}

/** The file of a topic's observations. */
export function fileOf(topic: string): URL {
  return new URL(`observations/${topic}.json`, import.meta.url);
}

/**
 * An observation as it is kept: without what is empty, without what a step leaves as
 * it was, and without the number by which the scenario goes in a run.
 */
export function kept(observation: Observation, name: string): unknown {
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
      // With keys that are made for each run.
      .replace(/(foreign (?:sign|verify_signature) )0x[0-9a-f]+/g, "$1BYTES")
      .replace(/(foreign sign BYTES -> \d+ )0x[0-9a-f]+/g, "$1BYTES")
      // With frames that change with each build of the filter.
      .replace(/(?:\n +\d+: +0x[^\n]*)+/g, "\n FRAMES")
      .replace(LONG, (all, one: string) => `${one}{${all.length}}`)
  );
}

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/project/project-files.ts";
import type { Header } from "../../cli/envoy/http-request.ts";

/** A message that the host passes through the filter; docs/hosts.md has the format. */
export interface ScenarioMessage {
  headers: Header[];
  body: string[];
}

/** What a message should be; a header that is `null` should not be there. */
interface Expected {
  status?: number;
  headers?: Record<string, string | null>;
  body?: string;
}

export interface Scenario {
  name: string;
  title: string;
  module: string;
  rootId: string;
  configuration?: string;
  request?: ScenarioMessage;
  response?: ScenarioMessage;
  calls?: ScenarioMessage[];
  expect: {
    refused?: boolean;
    upstream?: Expected | null;
    downstream?: Expected | null;
    calls?: (Expected & { cluster: string })[];
    logs?: string[];
  };
}

/** A message as it came out of the filter. */
export interface SeenMessage {
  headers: readonly Header[];
  body: string;
}

/** What a runner prints. */
export interface Seen {
  upstream: SeenMessage | null;
  downstream: SeenMessage | null;
  calls: (SeenMessage & { cluster: string })[];
  logs: string[];
  error?: string | null;
}

export const SCENARIOS = join(ROOT, "tests/compatibility/scenarios");

/** Reads all scenarios, by their names. */
export function readScenarios(): Scenario[] {
  const files = readdirSync(SCENARIOS).filter((name) => name.endsWith(".json"));
  return files.toSorted().map((file) => {
    const text = readFileSync(join(SCENARIOS, file), "utf8");
    const name = file.slice(0, -".json".length);
    return { name, ...(JSON.parse(text) as Omit<Scenario, "name">) };
  });
}

/** Returns what differs from what a scenario expects, in a sentence each. */
export function differences({ expect }: Scenario, seen: Seen): string[] {
  if (typeof seen.error === "string") {
    if (expect.refused && /refused|proxy_on_configure/.test(seen.error))
      return [];
    return [seen.error.split("\n")[0]];
  }
  const found: string[] = [];
  if (expect.refused) found.push("the configuration is accepted");
  for (const side of ["upstream", "downstream"] as const) {
    const expected = expect[side];
    if (expected === undefined) continue;
    found.push(...messageDifferences(side, expected, seen[side]));
  }
  for (const [at, expected] of (expect.calls ?? []).entries()) {
    const call = seen.calls.at(at) ?? null;
    found.push(...messageDifferences(`call ${at}`, expected, call));
    if (call !== null && call.cluster !== expected.cluster) {
      found.push(`call ${at}: cluster ${call.cluster}`);
    }
  }
  const more = expect.calls ? seen.calls.slice(expect.calls.length) : [];
  found.push(...more.map(({ cluster }) => `one more call, to ${cluster}`));
  for (const line of expect.logs ?? []) {
    if (!seen.logs.includes(line)) found.push(`no line "${line}" in the log`);
  }
  return found;
}

function messageDifferences(
  name: string,
  expected: Expected | null,
  seen: SeenMessage | null,
): string[] {
  if (expected === null || seen === null) {
    if (expected === seen) return [];
    return [`${name}: ${seen === null ? "nothing comes out" : "it goes on"}`];
  }
  const found: string[] = [];
  const status = valueOf(seen, ":status");
  if (expected.status !== undefined && String(expected.status) !== status) {
    found.push(`${name}: status ${status}`);
  }
  for (const [header, value] of Object.entries(expected.headers ?? {})) {
    const is = valueOf(seen, header);
    if (is !== value) found.push(`${name}: ${header} is ${is}`);
  }
  if (expected.body !== undefined && expected.body !== seen.body) {
    found.push(`${name}: body ${JSON.stringify(seen.body)}`);
  }
  return found;
}

/** The values of a header, joined as HTTP has them joined; `null` without one. */
function valueOf({ headers }: SeenMessage, name: string): string | null {
  const values = headers.filter(([each]) => each.toLowerCase() === name);
  if (values.length === 0) return null;
  return values.map(([, value]) => value.trim()).join(",");
}

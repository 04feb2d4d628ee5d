import type { Step } from "../conformance/step.ts";
import type { Random } from "./random.ts";
import type { Wake } from "./random-script.ts";

const DATA = ["one", "two!", "three", "a"];
const STATUSES = [200, 200, 200, 204, 304, 404, 500];

/** What happens to a stream: both messages, and what comes in between. */
export function randomSteps(random: Random, wakes: readonly Wake[]): Step[] {
  const method = random.pick(["GET", "GET", "POST", "POST", "HEAD"]);
  const request = message(random, "request", { method, path: "/a?b" });
  const status = random.pick(STATUSES);
  const bare = status === 204 || status === 304 || method === "HEAD";
  const response = message(random, "response", { status }, bare);
  const early = random.oneIn(5) ? random.below(request.length) : 0;
  const tail = request.splice(request.length - early);
  const steps = [...request, ...merged(random, tail, response)];
  for (const { number, side } of random.some(4, () => random.pick(wakes))) {
    // Envoy has no check for a message that is continued before it began.
    const first =
      side === 1 ? steps.findIndex(({ at }) => at === "response") : 0;
    const at = first + 1 + random.below(steps.length - first);
    steps.splice(at, 0, { at: "wake", number });
  }
  if (random.oneIn(12)) {
    const at = random.pick(["client-close", "upstream-close"] as const);
    const step: Step = { at };
    steps.splice(1 + random.below(steps.length), 0, step);
  }
  return [...steps, { at: "client-close" }];
}

/** A message in any framing; `bare` if it has no body whatever it says. */
function message(
  random: Random,
  side: "request" | "response",
  start: { method?: string; path?: string; status?: number },
  bare = false,
): Step[] {
  const headers = randomHeaders(random);
  const parts = random.some(3, () => random.pick(DATA));
  const trailers = random.oneIn(3) ? { "x-t": "1" } : undefined;
  const end: Step = { at: `${side}-end`, trailers };
  const data = parts.map((part): Step => ({ at: `${side}-data`, data: part }));
  if (bare) return [{ at: side, ...start, headers, end: true }];
  if (parts.length === 0 && trailers === undefined) {
    const none: [string, string][] = [["content-length", "0"]];
    const own = side === "response" ? [...headers, ...none] : headers;
    return [{ at: side, ...start, headers: own, end: true }];
  }
  if (trailers !== undefined || random.oneIn(2)) {
    return [{ at: side, ...start, headers }, ...data, end];
  }
  headers.push(["content-length", String(parts.join("").length)]);
  return [{ at: side, ...start, headers }, ...data];
}

function randomHeaders(random: Random): [string, string][] {
  const header = (): [string, string] =>
    random.pick([
      ["x-a", "1"],
      ["x-many", "one"],
      ["x-many", "two"],
      ["content-type", "text/plain"],
      ["cookie", "a=b"],
    ]);
  return random.some(3, header);
}

/** Two lists in one, each in its order. */
function merged(random: Random, one: Step[], other: Step[]): Step[] {
  const steps: Step[] = [];
  const lists = [[...one], [...other]];
  while (lists[0].length + lists[1].length > 0) {
    const from = lists[random.below(2)];
    const next = from.shift();
    if (next !== undefined) steps.push(next);
  }
  return steps;
}

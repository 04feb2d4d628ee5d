import type { Header } from "../../host/index.ts";
import type { Step } from "../conformance/scenario/step.ts";
import { requestHeaders, responseHeaders } from "./random-headers.ts";
import type { Random } from "./random.ts";
import type { Wake } from "./random-script.ts";

const DATA = ["one", "two!", "three", "a"];
const METHODS = ["GET", "GET", "POST", "POST", "HEAD"];
const SELDOM_METHODS = ["BREW", "DELETE", "OPTIONS", "PATCH", "PUT", "QUERY"];
const SELDOM_PATHS = [
  "*",
  "/a#b",
  "//a/../b",
  "http://other.example/c?d",
  "http://other.example",
  "other",
];
const STATUSES = [200, 200, 200, 204, 304, 404, 500];
const SELDOM_STATUSES = [99, 205, 999];

/** What happens to a stream: both messages and what comes in between. */
export function randomSteps(
  random: Random,
  wakes: readonly Wake[],
  answers: readonly string[] = [],
): Step[] {
  const method = random.pick(random.oneIn(6) ? SELDOM_METHODS : METHODS);
  const path = random.oneIn(12) ? random.pick(SELDOM_PATHS) : "/a?b";
  const request = message(random, "request", { method, path });
  const status = random.pick(random.oneIn(12) ? SELDOM_STATUSES : STATUSES);
  const isBare = status === 204 || status === 304 || method === "HEAD";
  // Messages that must not have a body may be sent one.
  const response =
    isBare && !random.oneIn(4)
      ? [head(random, "response", { status }, true)]
      : message(random, "response", { status });
  const early = random.oneIn(5) ? random.below(request.length) : 0;
  const tail = request.splice(request.length - early);
  const steps = [...request, ...merged(random, tail, response)];
  for (const { number, side } of random.some(4, () => random.pick(wakes))) {
    // Envoy does not check whether a continued message has begun.
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
  if (answers.length > 0) answer(random, steps, answers);
  return [...steps, { at: "client-close" }];
}

/** A whole request and its whole response, with the texts of their bodies. */
export function wholeSteps(
  random: Random,
  paths: readonly string[],
): { steps: Step[]; sent: string[] } {
  const texts = (["request", "response"] as const).map((side) => {
    const parts = random.some(3, () => random.pick(DATA));
    const trailers = random.oneIn(2) ? { "x-t": "1" } : undefined;
    const start: Step =
      side === "request" ? { at: side, method: "POST" } : { at: side };
    const data = parts.map((each): Step => ({
      at: `${side}-data`,
      data: each,
    }));
    const end: Step = { at: `${side}-end`, trailers };
    return { steps: [start, ...data, end], text: parts.join("") };
  });
  const [request, response] = texts.map(({ steps }) => {
    answer(random, steps, paths);
    // A handler may wait for another one, and a call of a loop has an answer each time.
    const left = paths.map((path): Step => ({ at: "answer", path }));
    return [...steps, ...left, ...left];
  });
  return {
    steps: [...request, ...response],
    sent: texts.map(({ text }) => text),
  };
}

/** Adds answers to calls anywhere, and then to those that may be left. */
function answer(random: Random, steps: Step[], paths: readonly string[]): void {
  for (const path of paths) {
    if (random.oneIn(3)) continue;
    const at = 1 + random.below(steps.length);
    steps.splice(at, 0, { at: "answer", path });
  }
  steps.push(...paths.map((path): Step => ({ at: "answer", path })));
}

type Side = "request" | "response";
type Start = { method?: string; path?: string; status?: number };

function head(random: Random, side: Side, start: Start, end: boolean): Step {
  const headers =
    side === "request" ? requestHeaders(random) : responseHeaders(random);
  return { at: side, ...start, headers, end };
}

/** A message in any framing, with a body, an empty body or none. */
function message(random: Random, side: Side, start: Start): Step[] {
  const parts = random.some(3, () => random.pick(DATA));
  const trailers = random.oneIn(3) ? { "x-t": "1" } : undefined;
  const isEmpty = parts.length === 0 && trailers === undefined;
  const isChunked = trailers !== undefined || random.oneIn(isEmpty ? 4 : 2);
  const first = head(random, side, start, isEmpty && !isChunked);
  const data = parts.map((part): Step => ({ at: `${side}-data`, data: part }));
  if (isChunked) return [first, ...data, { at: `${side}-end`, trailers }];
  const length: Header = ["content-length", String(parts.join("").length)];
  const isFramed = !isEmpty || side === "response" || random.oneIn(3);
  if (isFramed && "headers" in first && first.headers !== undefined) {
    first.headers = [...(first.headers as Header[]), length];
  }
  return [first, ...data];
}

/** Two lists merged into one, each keeping its order. */
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

import { HANDLES } from "./filters.ts";
import type { Scenario } from "./scenario.ts";
import type { Step } from "./step.ts";

export const GET: Step = { at: "request", end: true };
export const POST: Step = { at: "request", method: "POST" };
export const OK: Step = { at: "response", status: 200 };
export const EMPTY: Step = { at: "response", status: 200, end: true };
export const REQUEST_END: Step = { at: "request-end" };
export const RESPONSE_END: Step = { at: "response-end" };
export const REQUEST_TRAILERS: Step = {
  at: "request-end",
  trailers: { "x-t": "1" },
};
export const RESPONSE_TRAILERS: Step = {
  at: "response-end",
  trailers: { "x-t": "2" },
};
export const CLOSE: Step = { at: "client-close" };
export const WAKE: Step = { at: "wake", number: 1 };
export const UPSTREAM_CLOSE: Step = { at: "upstream-close" };
/** Answers of the calls that a script makes by these paths. */
export const ANSWERED: Step = { at: "answer", path: "/held" };
export const SECOND_ANSWERED: Step = { at: "answer", path: "/held2" };
export const THIRD_ANSWERED: Step = { at: "answer", path: "/held3" };

export function data(side: "request" | "response", ...parts: string[]): Step[] {
  return parts.map((part) => ({ at: `${side}-data`, data: part }));
}

export function posted(length: number): Step {
  const headers = { "content-length": String(length) };
  return { at: "request", method: "POST", headers };
}

/** A request of which a part has come, and a response likewise. */
export const BEGUN: Step[] = [POST, ...data("request", "one")];
export const ANSWERING: Step[] = [GET, OK, ...data("response", "three")];

export const REQUEST = [
  POST,
  ...data("request", "one", "two"),
  REQUEST_TRAILERS,
];
export const RESPONSE = [
  OK,
  ...data("response", "three", "four"),
  RESPONSE_TRAILERS,
];
export const WHOLE = [...REQUEST, ...RESPONSE];

const SWITCH = { connection: "Upgrade", upgrade: "websocket" };

/** A request to speak another protocol, and the server's consent. */
export const WEBSOCKET: Step = { at: "request", headers: SWITCH, end: true };
export const SWITCHED: Step = {
  at: "response",
  status: 101,
  headers: SWITCH,
  end: true,
};
export const UPGRADES: Partial<Scenario> = { upgrades: ["websocket"] };

/** A request whose body comes before and after the answer to the first of two calls. */
export const BETWEEN_ANSWERS: Step[] = [
  ...BEGUN,
  ANSWERED,
  ...data("request", "two"),
  REQUEST_END,
  SECOND_ANSWERED,
  EMPTY,
];
/** A request that a filter holds until it is woken, and a handler until its call is answered. */
export const HELD_TWICE: Step[] = [
  ...BEGUN,
  WAKE,
  ...data("request", "two"),
  REQUEST_END,
  ANSWERED,
  EMPTY,
];

export const ENDS =
  "log: get-map 0 :path; get-map 2 :status\ndone: get-map 0 :path";

/** Says all that comes, beside a handler. */
export const ALL =
  "request-headers: args; pairs-map 0\nrequest-body: args; get-buffer 0 0 99\nrequest-trailers: args\nresponse-headers: args; pairs-map 2\nresponse-body: args; get-buffer 1 0 99\nresponse-trailers: args\nlog: args";

/** A scenario of one handler, or of several filters. */
export function handler(
  name: string,
  script: string | string[],
  steps: Step[],
  more: Partial<Scenario> = {},
): Scenario {
  const filter = HANDLES;
  const scripts = typeof script === "string" ? [script] : script;
  if (scripts.length === 1) {
    return { name, filter, script: scripts[0], steps, ...more };
  }
  const plugins = scripts.map((configuration, index) => ({
    vmId: `-${index}`,
    configuration,
  }));
  return { name, filter, plugins, steps, ...more };
}

export const HOLDING: Partial<Scenario> = {
  plugins: [{ allowOnHeadersStopIteration: true }],
};

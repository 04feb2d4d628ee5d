import type { UpstreamAnswer } from "../../host/index.ts";

/** How the cluster `calls` treats a request, by path. */
export type CallAnswer =
  UpstreamAnswer | "never" | "half" | "break" | "reset" | "garbage";

/**
 * The clusters that all scenarios may call; all except the closed ones and `empty`
 * answer.
 */
export const CALL_CLUSTERS = {
  calls: {},
  closed: {},
  empty: { hasHosts: false },
  grpc: {},
  "closed-grpc": {},
};

/** The answers by path; for other paths, the body is the path. */
export const CALL_ANSWERS: Record<string, CallAnswer> = {
  "/404": { status: 404 },
  "/503": { status: 503, body: "own" },
  "/headers": {
    headers: [
      ["X-One", "1"],
      ["x-two", "a"],
      ["x-two", "b"],
    ],
    body: "with headers",
  },
  "/trailers": { body: ["one", "two"], trailers: { "x-end": "1" } },
  "/hundred": { headers: numbered(99), body: "100 with the length" },
  "/many": { headers: numbered(100), body: "101 with the length" },
  "/502": { status: 502, body: "own" },
  "/504": { status: 504, body: "own" },
  "/204-body": { status: 204, body: "hello" },
  "/304": { status: 304, body: "hello" },
  "/101": { status: 101 },
  "/103": { status: 103 },
  "/length": { body: "hello" },
  "/garbage": "garbage",
  "/never": "never",
  "/half": "half",
  "/break": "break",
  "/reset": "reset",
};

/** This many headers with different names. */
function numbered(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`x-${index}`, "1"]);
}

/** The answer for a path. */
export function answerTo(path: string): CallAnswer {
  return CALL_ANSWERS[path] ?? { body: path };
}

import type { UpstreamAnswer } from "../../host/index.ts";

/** What the cluster `calls` does with a request, by its path. */
export type CallAnswer = UpstreamAnswer | "never" | "half" | "break" | "reset";

/** The clusters that all scenarios may call; all but those that are closed and `empty` answer. */
export const CALL_CLUSTERS = {
  calls: {},
  closed: {},
  empty: { hasHosts: false },
  grpc: {},
  "closed-grpc": {},
};

/** The answers by path; others are answered with the path as the body. */
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
  "/never": "never",
  "/half": "half",
  "/break": "break",
  "/reset": "reset",
};

/** What a path is answered with. */
export function answerTo(path: string): CallAnswer {
  return CALL_ANSWERS[path] ?? { body: path };
}

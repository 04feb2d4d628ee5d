import type { Scenario } from "../scenario/scenario.ts";

// Each VM numbers its own metrics.
const COUNTS = "request-headers: define-metric 0 streams";

/** Several threads, each with its own VMs. */
export const WORKERS: Scenario[] = [
  {
    name: "each worker has its own VM",
    workers: 2,
    script: `${COUNTS}\nresponse-headers: add-map 2 x-a b`,
    exchanges: [{ worker: 0, meanwhile: { worker: 1 } }, { worker: 1 }],
  },
  {
    name: "workers share values and metrics",
    workers: 2,
    script:
      "request-headers: define-metric 0 shared; increment-metric 4 1; get-metric 4; get-data key; set-data key value",
    exchanges: [{ worker: 0, meanwhile: { worker: 1 } }],
  },
  {
    name: "a trap on one worker does not affect the other",
    workers: 2,
    script: "request-headers /bad: throw\nrequest-headers: args",
    exchanges: [
      { worker: 0, meanwhile: { worker: 1, path: "/bad" } },
      { worker: 1 },
      { worker: 0 },
    ],
  },
  {
    name: "a plugin that refuses its configuration after Envoy's trial is left out",
    filter: "tests/conformance/filters/refuses-later.ts",
    exchanges: [{}],
  },
];

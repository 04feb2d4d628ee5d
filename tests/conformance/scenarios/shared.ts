import type { Scenario } from "../scenario/scenario.ts";

/** What outlives a stream: shared values and metrics. */
export const SHARED: Scenario[] = [
  {
    name: "counters only count up",
    script:
      "request-headers: define-metric 0 counts; get-metric 4; increment-metric 4 3; increment-metric 4 0; increment-metric 4 -1; record-metric 4 4; get-metric 4; define-metric 0 counts; get-metric 8; get-metric 12; increment-metric 12 1; record-metric 12 1",
    exchanges: [{}, {}],
  },
  {
    name: "gauges are set, and go up and down",
    script:
      "request-headers: define-metric 1 level; record-metric 5 7; increment-metric 5 3; increment-metric 5 -4; get-metric 5; increment-metric 5 0; get-metric 5",
  },
  {
    name: "a counter and a gauge with the same name are two metrics",
    script:
      "request-headers: define-metric 0 both; define-metric 1 both; increment-metric 4 2; record-metric 5 9; get-metric 4; get-metric 5",
  },
  {
    name: "histograms are recorded but never read",
    script:
      "request-headers: define-metric 2 sizes; record-metric 6 7; increment-metric 6 3; get-metric 6; define-metric 3 none; get-metric 7; increment-metric 7 1; record-metric 7 1; record-metric 10 1",
  },
  {
    name: "shared values are set by version",
    script:
      "request-headers: get-data absent; set-data key one; get-data key; set-data key two cas; set-data key three cas; set-data key four 99999; get-data key; set-data key; get-data key; set-data new a 99999; get-data new",
  },
  {
    name: "plugins with one VM id share values across their VMs",
    plugins: [
      { vmId: "one", configuration: "configure: set-data from 1" },
      {
        vmId: "one",
        vmConfiguration: "another VM",
        rootId: "other",
        configuration: "request-headers: get-data from",
      },
      { vmId: "two", configuration: "request-headers: get-data from" },
    ],
  },
];

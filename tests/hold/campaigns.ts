/** A command that looks for faults, and can go on doing so for hours. */
export interface Campaign {
  name: string;
  /** What it does, in a line. */
  title: string;
  /** The script that is run, from the root, over and over. */
  script: string;
  /** The script's arguments for a seed. */
  args: (seed: number) => string[];
  /** How many seeds one run takes, so that the next one begins after them. */
  seeds: number;
  /** What a run counts, as its output says; all that match are added up. */
  figure: { unit: string; pattern: RegExp };
  /** How much it counts in the recorded campaign. */
  goal: number;
  /** A program that it needs; where there is none, it is left out. */
  needs?: string;
}

/** All campaigns, in the order in which `npm run hold` runs them. */
export const CAMPAIGNS: readonly Campaign[] = [
  {
    name: "host",
    title: "a host that answers anything, and calls back in any order",
    script: "tests/hold/host/main.ts",
    args: (seed) => ["--seed", `${seed}`, "--lives", "100"],
    seeds: 100,
    figure: { unit: "callbacks", pattern: /(\d+) callbacks/g },
    goal: 20_000_000,
  },
  {
    name: "graphs",
    title: "graphs of objects with checksums, in each kind of build",
    script: "tests/hold/graphs/main.ts",
    args: (seed) => ["--seed", `${seed}`],
    seeds: 1,
    figure: { unit: "steps", pattern: /(\d+) steps in all/g },
    goal: 100_000_000,
  },
  {
    name: "registry",
    title: "commands against a registry that answers anything",
    script: "tests/hold/registry/main.ts",
    args: (seed) => ["--seed", `${seed}`, "--cases", "500"],
    seeds: 500,
    figure: { unit: "commands", pattern: /(\d+) commands from/g },
    goal: 2_000,
  },
  {
    name: "capabilities",
    title: "the examples in Envoy with one capability less",
    script: "tests/hold/capabilities/main.ts",
    args: () => [],
    seeds: 1,
    figure: { unit: "entries", pattern: /(\d+) entries withheld/g },
    goal: 1,
  },
  {
    name: "kit",
    title: "what reads foreign input, beside Node",
    script: "tests/kit/main.ts",
    args: (seed) => ["--seed", `${seed}`, "--cases", "10000"],
    seeds: 10_000,
    figure: { unit: "cases", pattern: /: (\d+) cases/g },
    goal: 5_700_000,
  },
  {
    name: "json",
    title: "JSON documents, read by a filter and by JSON.parse",
    script: "tests/module/compare-json.ts",
    args: (seed) => ["--seed", `${seed}`],
    seeds: 1,
    figure: { unit: "documents", pattern: /(\d+) documents/g },
    goal: 10_000_000,
  },
  {
    name: "numbers",
    title: "numbers, read by a filter and by JSON.parse",
    script: "tests/module/compare-numbers.ts",
    args: (seed) => ["--seed", `${seed}`],
    seeds: 1,
    figure: { unit: "numbers", pattern: /(\d+) numbers/g },
    goal: 10_000_000,
  },
  {
    name: "mutants",
    title:
      "changed modules, YAML, source maps, logs and archives, for what reads them",
    script: "tests/mutants/main.ts",
    args: (seed) => [
      ...["--seed", `${seed}`, "--cases", "50000"],
      ...["--minutes", "600"],
    ],
    seeds: 50_000,
    figure: { unit: "mutants", pattern: /(\d+) mutants/g },
    goal: 3_700_000,
  },
  {
    name: "fuzz",
    title: "random scenarios of callbacks in the emulator and in Envoy",
    script: "tests/fuzz/main.ts",
    args: (seed) => ["--seed", `${seed}`, "--cases", "300"],
    seeds: 300,
    figure: { unit: "cases", pattern: /(\d+) cases compared/g },
    goal: 3_000,
  },
  {
    name: "fuzz-handlers",
    title: "random scenarios of handlers in the emulator and in Envoy",
    script: "tests/fuzz/main.ts",
    args: (seed) => ["--handlers", "--seed", `${seed}`, "--cases", "300"],
    seeds: 300,
    figure: { unit: "cases", pattern: /(\d+) cases compared/g },
    goal: 3_000,
  },
  {
    name: "waits",
    title: "requests to a handler that waits, some of which end in between",
    script: "bench/wait/campaign.ts",
    args: () => ["--requests", "100000"],
    seeds: 1,
    figure: { unit: "requests", pattern: /(\d+) answers/g },
    goal: 1_000_000,
  },
  {
    name: "traffic",
    title: "hostile traffic through filters that change nothing",
    script: "tests/hold/traffic/main.ts",
    args: (seed) => ["--seed", `${seed}`, "--cases", "2000"],
    seeds: 2000,
    figure: { unit: "cases", pattern: /(\d+) cases compared/g },
    goal: 20_000,
  },
  {
    name: "streams",
    title: "10,000 HTTP/2 streams at once, with resets at random points",
    script: "tests/hold/streams/main.ts",
    args: (seed) => ["--seed", `${seed}`, "--seeds", "5"],
    seeds: 5,
    figure: { unit: "streams", pattern: /(\d+) streams compared/g },
    goal: 300_000,
  },
  {
    name: "identity",
    title: "requests, and resets, whose answers must be their own",
    script: "tests/hold/identity/main.ts",
    args: (seed) => [
      ...["--seed", `${seed}`, "--requests", "200000"],
      ...["--workers", `${1 + (seed % 2)}`],
    ],
    seeds: 1,
    figure: { unit: "requests", pattern: /(\d+) requests,/g },
    goal: 2_000_000,
  },
  {
    name: "bodies",
    title: "bodies of 100 MB each way",
    script: "tests/hold/bodies/main.ts",
    args: () => [],
    seeds: 1,
    figure: { unit: "transfers at once", pattern: /(\d+) transfers/g },
    goal: 1,
  },
  {
    name: "faults",
    title: "a trap in each callback under each fail policy",
    script: "tests/hold/faults/main.ts",
    args: () => [],
    seeds: 1,
    figure: { unit: "traps", pattern: /(\d+) traps with/g },
    goal: 75,
  },
  {
    name: "reloads",
    title: "a plugin that is configured again and again while it serves",
    script: "tests/hold/reloads/main.ts",
    args: (seed) => ["--reloads", "500", "--workers", `${1 + (seed % 2)}`],
    seeds: 1,
    figure: { unit: "reloads", pattern: /(\d+) reloads,/g },
    goal: 1_000,
  },
  {
    name: "callouts",
    title: "calls to servers that stall, break off or vanish",
    script: "tests/hold/callouts/main.ts",
    args: (seed) => [
      ...["--seed", `${seed}`, "--requests", "20000"],
      ...["--workers", `${1 + (seed % 2)}`],
    ],
    seeds: 1,
    figure: { unit: "calls", pattern: /(\d+) calls,/g },
    goal: 40_000,
  },
  {
    name: "clock",
    title: "a clock that jumps by a minute, an hour and a day",
    script: "tests/hold/clock/main.ts",
    args: () => ["--jumps", "600"],
    seeds: 1,
    figure: { unit: "jumps", pattern: /(\d+) jumps/g },
    goal: 600,
    needs: "cc",
  },
  {
    name: "memory",
    title: "streams that wait while requests make garbage",
    script: "tests/hold/memory/main.ts",
    args: () => [],
    seeds: 1,
    figure: { unit: "runs", pattern: /(\d+) runs,/g },
    goal: 1,
  },
  {
    name: "maximum",
    title: "a module whose memory is at its maximum",
    script: "tests/hold/memory/at-maximum.ts",
    args: () => [],
    seeds: 1,
    figure: { unit: "requests that found no room", pattern: /(\d+) × 503/g },
    goal: 1,
  },
  {
    name: "long-runs",
    title: "millions of requests to filters that do everyday work",
    script: "tests/hold/long-runs/main.ts",
    args: () => ["--requests", "2000000"],
    seeds: 1,
    figure: { unit: "requests", pattern: /(\d+) requests in long runs/g },
    goal: 10_000_000,
  },
];

/** What tries the cases again that campaigns have found. */
export const REPLAYS: readonly [
  name: string,
  script: string,
  args: string[],
][] = [
  ["host", "tests/hold/host/main.ts", ["--replay"]],
  ["traffic", "tests/hold/traffic/main.ts", ["--replay"]],
  ["registry", "tests/hold/registry/main.ts", ["--replay"]],
];

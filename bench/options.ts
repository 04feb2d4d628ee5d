import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Effort } from "./rounds.ts";
import { WORKS } from "./works.ts";

export interface Options extends Effort {
  /** Which measurements to make. */
  only: string[];
  /** Serve two million requests to follow the memory. */
  long: boolean;
  /** Where the results go, as JSON. */
  output: string;
  help: boolean;
}

/** Where `npm run bench:peers` puts its modules. */
const BUILT = "build/peers";

/** The measurements other than the works. */
const OTHERS = [
  "sizes",
  "start",
  "vms",
  "live-streams",
  "growth",
  "limits",
  "memory",
  "pauses",
  "profile",
  "emulator",
  "builds",
];

export const HELP = `Usage: npm run bench [-- OPTIONS]

Measures filters inside a real Envoy: the CPU time of its process per request, beyond
that of an Envoy without a filter. All variants take turns in each round. Writes a
table, JSON and a plot. Modules that "npm run bench:peers" has built are beside ours, or
those of PEERS=FOLDER, such as add-header.rust.wasm.

  --only NAMES    some of: ${WORKS.map(({ name }) => name).join(", ")},
                  ${OTHERS.join(", ")}
  --rounds N      how often each variant gets a turn (60)
  --seconds S     how long each turn is (0.05)
  --long          follow the memory for 2,000,000 requests
  --output FILE   the JSON (build/bench/results.json); the plot is put next to it
  --help          this text`;

/** Reads the command line; throws a TypeError if it is wrong. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string" },
      rounds: { type: "string", default: "60" },
      seconds: { type: "string", default: "0.05" },
      long: { type: "boolean", default: false },
      output: { type: "string", default: "build/bench/results.json" },
      help: { type: "boolean", default: false },
    },
  });
  const known = [...WORKS.map(({ name }) => name), ...OTHERS];
  const only = values.only?.split(",") ?? known;
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`Unknown measurement ${unknown}: see --help.`);
  }
  return {
    ...{ only, long: values.long, output: values.output, help: values.help },
    rounds: positive("--rounds", values.rounds),
    milliseconds: positive("--seconds", values.seconds) * 1000,
    peers: env.PEERS ?? (existsSync(BUILT) ? BUILT : undefined),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new TypeError(`${name} must be a number above 0, not ${text}.`);
}

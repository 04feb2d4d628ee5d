/**
 * Measures what filters in a straight line cost beside the same filters by callbacks and in
 * Lua, in one run: CPU time in Envoy, in turns, and memory, collections and sizes in Node's V8.
 *
 *     npm run bench:wait -- --rounds 60 --rust http_call_peer.wasm
 *
 * Without `--rust`, cargo builds that module; it is left out where cargo cannot.
 */
import { parseArgs } from "node:util";
import type { EnvoyObject } from "../../cli/envoy/extension.ts";
import { compile } from "../../tests/compile.ts";
import { filterModule } from "../modules.ts";
import { moduleSize } from "../module-size.ts";
import { pin } from "../pin.ts";
import { sampleRounds, type Samples } from "../rounds.ts";
import { openStage } from "../stage.ts";
import { spread, type Spread } from "../statistics.ts";
import { luaFilter, type Variant } from "../variants.ts";
import type { Work } from "../work.ts";
import { WORKS } from "../works.ts";
import { rustPeer } from "./rust-peer.ts";
import { measureWaitingStreams } from "./waiting-streams.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "60" },
    rust: { type: "string" },
    /** How many streams wait at once. */
    streams: { type: "string", default: "10000" },
  },
});
const rounds = Number(values.rounds);

/** Envoy puts code and data in a different place at each start. */
const STARTS = 3;

const CALLS = work("http-call");
const HITS: Work = {
  ...work("configured"),
  title: "a cache hit, which does not wait",
  turnFactor: 6,
  expected: undefined,
};

await measureSizes();
await measureStreams(Number(values.streams));
pin(process.pid, 1);
const rust = await rustPeer(values.rust).catch((error: Error) => {
  console.log(`Rust is left out: ${error.message.split("\n")[0]}`);
  return undefined;
});
await measureCost(CALLS, {
  callbacks: await filterModule("http-call"),
  straight: await filterModule("http-call-straight"),
  lua: luaFilter("http-call")!,
  ...(rust === undefined ? {} : { rust }),
});
await measureCost(HITS, {
  callbacks: await filterModule("cache-hit"),
  straight: await filterModule("cache-hit-straight"),
});
process.exit(0);

function work(name: string): Work {
  return WORKS.find((each) => each.name === name)!;
}

async function measureSizes(): Promise<void> {
  const straight = await compile("examples/http-auth/assembly/index.ts");
  const callbacks = await filterModule("http-auth-callbacks");
  const sizes = [moduleSize(straight).code, moduleSize(callbacks).code];
  console.log(
    `http-auth: ${sizes[0]} bytes, ${sizes[1]} by callbacks: +${sizes[0] - sizes[1]}`,
  );
}

async function measureStreams(streams: number): Promise<void> {
  for (const filter of ["waiting", "waiting-callbacks"]) {
    const { bytes, collection, idle } = await measureWaitingStreams(
      filter,
      streams,
      rounds,
    );
    console.log(
      `${filter}, ${streams} streams: ${bytes.toFixed(0)} bytes each beyond the context; ` +
        `a collection takes ${range(collection)} ms, ${range(idle)} where none waits`,
    );
  }
}

/**
 * Gives the filters turns in each round, modules or Envoy's own; each module has a VM of its
 * own in the same Envoy.
 */
async function measureCost(
  work: Work,
  filters: Record<string, string | EnvoyObject>,
): Promise<void> {
  const variants: Variant[] = [
    { name: "none" },
    ...Object.entries(filters).map(([name, filter]) => ({
      name,
      filter:
        typeof filter === "string"
          ? { wasm: filter, name, rootId: "f", configuration: "world" }
          : filter,
    })),
  ];
  const samples: Samples = new Map();
  const milliseconds = 50 * (work.turnFactor ?? 1);
  for (let start = 0; start < STARTS; start++) {
    const stage = await openStage(work, variants);
    try {
      for (const { load } of stage.runners) await load.run(milliseconds * 2);
      const effort = { rounds: Math.ceil(rounds / STARTS), milliseconds };
      await sampleRounds(stage.envoy.pid, stage.runners, effort, samples);
    } finally {
      await stage.close();
    }
  }
  console.log(`${work.title}: µs of Envoy's CPU time per request`);
  const callbacks = samples.get("callbacks")!;
  for (const [name, all] of samples) {
    const ratio = all.map((cost, round) => cost / callbacks[round]);
    const more = all.map((cost, round) => cost - callbacks[round]);
    console.log(
      `  ${name.padEnd(9)} ${range(spread(all))}, ${range(spread(ratio))} × callbacks, ` +
        `${range(spread(more))} more`,
    );
  }
}

function range({ median, min, max }: Spread): string {
  return `${median.toFixed(3)} (${min.toFixed(3)}–${max.toFixed(3)})`;
}

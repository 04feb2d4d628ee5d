/**
 * Measures the author's kit for the tables of docs/kit: the bytes that a use adds to the
 * example `blank`, and the time of one call in Node's V8, beside Node's own and a Rust
 * module, all in turn in each round.
 *
 *     npm run bench:kit -- --theme crypto --works sha256,hmac256 --rounds 15
 */
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { compile } from "../../tests/compile.ts";
import { spread } from "../statistics.ts";
import { addedBytes } from "./added-bytes.ts";
import { Peer } from "./peer.ts";
import { THEMES } from "./themes.ts";
import type { Theme, Work } from "./work.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    theme: { type: "string" },
    /** The works to measure, joined by commas; all by default. */
    works: { type: "string" },
    /** How long each module works on each row in each round. */
    milliseconds: { type: "string", default: "20" },
  },
});
// As Envoy runs it: without the compiler for a quick start.
setFlagsFromString("--no-liftoff");

const rust = await Peer.loadRust().catch((error: Error) => {
  console.log(`Rust is left out: ${error.message.split("\n")[0]}`);
  return undefined;
});
console.log(
  `Node ${process.version}, V8 ${process.versions.v8}, ${values.rounds} rounds; ns of CPU time a call, median (least–most)`,
);
const wanted = values.works?.split(",");
for (const theme of THEMES) {
  if (values.theme === undefined || values.theme === theme.name) {
    await measure(theme);
  }
}

async function measure(theme: Theme): Promise<void> {
  const own = await Peer.load(await compile(theme.filter));
  console.log(`\n| ${theme.name} | of | bytes added | SDK | Node | Rust |`);
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const work of theme.works) {
    if (wanted !== undefined && !wanted.includes(work.name)) continue;
    const bytes = work.uses === undefined ? "–" : await addedBytes(work);
    const times = timesOf(work, own).map((samples) =>
      samples === undefined ? "–" : shown(samples),
    );
    console.log(
      `| ${work.name} | ${work.of} | ${bytes} | ${times.join(" | ")} |`,
    );
  }
}

/** The times of a call in each round: of the SDK, Node and Rust. */
function timesOf(work: Work, own: Peer): (number[] | undefined)[] {
  const { name, node } = work;
  const input = Buffer.from(work.input);
  own.take(input);
  const runs: (((times: number) => unknown) | undefined)[] = [
    (times) => own.run(name, times),
    node && ((times) => repeat(() => node(input), times)),
    undefined,
  ];
  if (rust !== undefined && work.rust !== undefined) {
    const theirName = work.rust;
    rust.take(input);
    const [ours, theirs] = [own.run(name, 1), rust.run(theirName, 1)];
    if (ours !== theirs) {
      throw new Error(`Cannot compare ${name}: ${ours} and ${theirs} came out`);
    }
    runs[2] = (times) => rust.run(theirName, times);
  }
  const counts = runs.map((run) => run && countFor(run));
  const samples = runs.map((run) => run && ([] as number[]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [i, run] of runs.entries()) {
      if (run !== undefined) samples[i]!.push(timeOf(run, counts[i]!));
    }
  }
  return samples;
}

/** How many calls take as long as a round is to take. */
function countFor(run: (times: number) => unknown): number {
  // V8 compiles at the first call, which would pass for many.
  run(1);
  let count = 1;
  for (;;) {
    const wanted = Number(values.milliseconds) * 1e6;
    const time = timeOf(run, count) * count;
    if (time > wanted / 2)
      return Math.max(1, Math.round((count * wanted) / time));
    count *= 2;
  }
}

/** The nanoseconds of CPU time that a call takes. */
function timeOf(run: (times: number) => unknown, times: number): number {
  const start = process.cpuUsage();
  run(times);
  return (process.cpuUsage(start).user * 1000) / times;
}

function repeat(run: () => unknown, times: number): void {
  for (let i = 0; i < times; i++) run();
}

function shown(samples: number[]): string {
  const { median, min, max } = spread(samples);
  return `${text(median)} (${text(min)}–${text(max)})`;
}

function text(nanoseconds: number): string {
  return nanoseconds < 100
    ? nanoseconds.toFixed(1)
    : Math.round(nanoseconds).toLocaleString("en");
}

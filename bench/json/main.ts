/**
 * Measures the JSON of the SDK beside serde_json, `JSON.parse` and json-as, in Node's V8
 * and in turn: MB/s of the process's CPU time, and what the SDK is times serde_json, as the
 * rows of the table in docs/json.md. `--spread` adds the least and the most of each library;
 * with `--letters`, texts are of letters alone.
 *
 *     npm run bench:json -- --rounds 15 --serde serde_peer.wasm
 *
 * Without `--serde`, cargo builds that module; it is left out where cargo cannot.
 */
import { setFlagsFromString } from "node:v8";
import { parseArgs } from "node:util";
import { spread } from "../statistics.ts";
import { documentOf, SHAPES, SIZES, type Document } from "./documents.ts";
import { loadJsonAs, loadOwn, loadSerde, type Peer } from "./peers.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    serde: { type: "string" },
    /** The least CPU time that each library takes in each round, in milliseconds. */
    milliseconds: { type: "string", default: "25" },
    spread: { type: "boolean", default: false },
    /** Letters stand for all escapes and for what is not ASCII. */
    letters: { type: "boolean", default: false },
    /** The works to measure, joined by commas; all by default. */
    works: { type: "string" },
  },
});
// As Envoy runs it: without the compiler for a quick start.
setFlagsFromString("--no-liftoff");

/** A library is warm after so many milliseconds of CPU time, and so many calls. */
const WARM_MILLISECONDS = 80;
const WARM_CALLS = 10;
/** The parts of a round's sample, between which the other libraries have their turn. */
const SLICES = 4;

const WORKS = "check utf8 tree pick decode walk encode find set".split(" ");

type Libraries = Record<string, Peer | undefined>;
type Run = () => number;

const libraries: Libraries = {
  scalar: await loadOwn(false),
  simd: await loadOwn(true),
  serde: await loadSerde(values.serde).catch((error: Error) => {
    console.log(`serde_json is left out: ${error.message.split("\n")[0]}`);
    return undefined;
  }),
  "json-as": await loadJsonAs(false),
  "json-as simd": await loadJsonAs(true),
};
console.log(
  `Node ${process.version}, V8 ${process.versions.v8}, ${values.rounds} rounds\n`,
);

/** What works are called in the table. */
const NAMES: Record<string, string> = {
  utf8: "check, UTF-8 too",
  pick: "pick three values",
  decode: "decode classes",
  walk: "decode by walking",
  encode: "write classes",
  find: "find one value",
  set: "set it",
};

const COLUMNS =
  "work|document|size|SDK|SDK, SIMD|serde_json|SDK ÷ serde_json|SIMD ÷ serde_json|json-as, SIMD|JSON.parse".split(
    "|",
  );
console.log(row(COLUMNS));
console.log(row(COLUMNS.map(() => "---")));
for (const work of values.works?.split(",") ?? WORKS) {
  for (const shape of SHAPES) {
    if (work === "walk" && shape !== "records") continue;
    for (const size of SIZES) {
      const document = documentOf(shape, size);
      await measure(work, values.letters ? withLetters(document) : document);
    }
  }
}

function withLetters(document: Document): Document {
  const text = document.text.replace(/\\.|[^\0-\x7f]/g, "x");
  return { ...document, text };
}

function row(cells: string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Prints a row for a work on a document. */
async function measure(work: string, document: Document): Promise<void> {
  const input = Buffer.from(document.text);
  const runs = new Map<string, { run: Run; repeats: number }>();
  const add = (name: string, run: Run) =>
    runs.set(name, { run, repeats: repeatsOf(run) });
  for (const [name, peer] of Object.entries(libraries)) {
    // What other works have left of a heap is not measured.
    const own = await peer?.fresh();
    const run = own && runOf(work, document, input, own, name === "serde");
    if (run) add(name, run);
  }
  if (work !== "find") add("JSON", javascriptOf(work, document, input));
  const rates = new Map<string, number[]>();
  for (let round = 0; round < Number(values.rounds); round++) {
    const times = new Map<string, number>();
    for (let slice = 0; slice < SLICES; slice++) {
      for (const [name, { run, repeats }] of runs) {
        times.set(name, (times.get(name) ?? 0) + timeOf(run, repeats));
      }
    }
    for (const [name, { repeats }] of runs) {
      const rate = (input.length * repeats * SLICES) / times.get(name)!;
      rates.set(name, [...(rates.get(name) ?? []), rate]);
    }
  }
  const cells = ["scalar", "simd", "serde"].map((name) =>
    rateOf(rates.get(name)),
  );
  const times = ["scalar", "simd"].map((name) =>
    timesOf(rates.get(name), rates.get("serde")),
  );
  const others = ["json-as simd", "JSON"].map((name) =>
    rateOf(rates.get(name)),
  );
  const what = [NAMES[work] ?? work, document.shape, size(document)];
  console.log(row([...what, ...cells, ...times, ...others]));
}

/** Returns how often to run it for a slice. The clock of the CPU time is too coarse for few. */
function repeatsOf(run: Run): number {
  warm(run);
  const wanted = (Number(values.milliseconds) * 1000) / SLICES;
  for (let repeats = 1; ;) {
    // V8's other threads may have had work during one of them.
    const time = Math.min(timeOf(run, repeats), timeOf(run, repeats));
    if (time >= wanted) return repeats;
    const more = time < wanted / 10 ? 4 : (wanted * 1.1) / time;
    repeats = Math.ceil(repeats * more);
  }
}

/** Runs it until V8 has compiled it: its first call takes longer than a whole slice. */
function warm(run: Run): void {
  const wanted = WARM_MILLISECONDS * 1000;
  let spent = 0;
  for (let calls = 0; calls < WARM_CALLS || spent < wanted; calls++) {
    spent += timeOf(run, 1);
  }
}

/** Returns the microseconds of CPU time that a number of runs takes. */
function timeOf(run: Run, repeats: number): number {
  const start = process.cpuUsage();
  for (let i = 0; i < repeats; i++) run();
  // How the kernel divides the time between the two is an estimate.
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

function rateOf(rates: number[] | undefined): string {
  if (rates === undefined) return "–";
  const { median, min, max } = spread(rates);
  const range = ` (${round(min)}–${round(max)})`;
  return round(median) + (values.spread ? range : "");
}

/** What one library is times another, round by round. */
function timesOf(one: number[] | undefined, other?: number[]): string {
  if (one === undefined || other === undefined) return "–";
  const times = one.map((rate, index) => rate / other[index]);
  const { median, min, max } = spread(times);
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}

function round(rate: number): string {
  return rate.toFixed(rate < 10 ? 1 : 0);
}

function size({ size }: Document): string {
  return size < 1_048_576 ? `${size / 1024} KiB` : "1 MiB";
}

/** How a module does a work; undefined where it does not. */
function runOf(
  work: string,
  document: Document,
  input: Uint8Array,
  { memory, run }: Peer,
  takesAddress: boolean,
): Run | undefined {
  const does = run[work] as Run | undefined;
  if (does === undefined) return undefined;
  const at = run.room(input.length);
  new Uint8Array(memory.buffer).set(input, at);
  const place = takesAddress ? [at, input.length] : [];
  const shape = SHAPES.indexOf(document.shape);
  if (work === "encode") {
    expect(run.keep(...place, shape) === 1, document, work);
    return () => run.encode(shape);
  }
  const more = work === "pick" || work === "decode" ? [shape] : [];
  if (work === "set" || work === "find") more.push(shape, middleOf(document));
  expect(run[work](...place, ...more) > 0, document, work);
  return () => run[work](...place, ...more);
}

/** A part of a document in its middle. */
function middleOf(document: Document): number {
  return partsOf(JSON.parse(document.text), document) >> 1;
}

function partsOf(value: unknown, { shape }: Document): number {
  const { items, services, choices } = value as Record<string, object>;
  const parts = { records: items, settings: services, chat: choices };
  return Object.keys(parts[shape]).length;
}

function expect(isRight: boolean, { shape }: Document, work: string): void {
  if (!isRight) throw new Error(`Cannot ${work} ${shape}: the result is wrong`);
}

interface Values {
  items: { name: string; price: number }[];
  services: Record<string, { limits: { rate: unknown }; hosts: string[] }>;
  choices: { message: { role: string } }[];
  [name: string]: unknown;
}

function javascriptOf(work: string, document: Document, input: Buffer): Run {
  const parse = () => JSON.parse(input.toString()) as Values;
  const kept = parse();
  const part = middleOf(document);
  if (work === "encode") return () => Buffer.byteLength(JSON.stringify(kept));
  if (work !== "set") return () => (parse() === null ? 0 : 1);
  return () => {
    const value = parse();
    if (document.shape === "records") value.items[part].name = "new";
    else if (document.shape === "settings") {
      value.services[`s${part}`].limits.rate = "new";
    } else value.choices[part].message.role = "new";
    return Buffer.from(JSON.stringify(value)).length;
  };
}

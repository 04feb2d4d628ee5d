/**
 * Measures the JSON of the SDK beside serde_json, `JSON.parse` and json-as, in Node's V8
 * and in turn: MB/s of the process's CPU time, and what the SDK is times each of them.
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
    /** How many bytes each library goes through in each round. */
    bytes: { type: "string", default: "4000000" },
    /** The works to measure, joined by commas; all by default. */
    works: { type: "string" },
  },
});
// As Envoy runs it: without the compiler for a quick start.
setFlagsFromString("--no-liftoff");

const WORKS = "check tree pick decode walk encode find set".split(" ");

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

for (const work of values.works?.split(",") ?? WORKS) {
  console.log(
    `\n${work}: MB/s, median (least–most); then scalar and simd times it`,
  );
  for (const shape of SHAPES) {
    if (work === "walk" && shape !== "records") continue;
    for (const size of SIZES) measure(work, documentOf(shape, size));
  }
}

/** Prints a line for a work on a document. */
function measure(work: string, document: Document): void {
  const input = Buffer.from(document.text);
  const runs = new Map<string, Run>();
  for (const [name, peer] of Object.entries(libraries)) {
    const run = peer && runOf(work, document, input, peer, name === "serde");
    if (run) runs.set(name, run);
  }
  if (work !== "find") runs.set("JSON", javascriptOf(work, document, input));
  const repeats = Math.max(1, Math.round(Number(values.bytes) / input.length));
  const rates = new Map<string, number[]>();
  for (let round = -1; round < Number(values.rounds); round++) {
    for (const [name, run] of runs) {
      const start = process.cpuUsage();
      for (let i = 0; i < repeats; i++) run();
      const { user } = process.cpuUsage(start);
      if (round < 0) continue;
      const list = rates.get(name) ?? [];
      rates.set(name, [...list, (input.length * repeats) / user]);
    }
  }
  const own = ["scalar", "simd"].map((name) => spread(rates.get(name)!).median);
  const cells = [...rates].map(([name, list]) => {
    const { median, min, max } = spread(list);
    const times = own.map((each) => (each / median).toFixed(2)).join(" ");
    return `${name} ${round(median)} (${round(min)}–${round(max)}) ×${times}`;
  });
  console.log(`${document.shape} ${size(document)}: ${cells.join(" | ")}`);
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

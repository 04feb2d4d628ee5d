/**
 * `npm run bench`: measures filters inside a real Envoy; see `--help`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { dirname, join } from "node:path";
import { measureBuilds } from "./builds.ts";
import { measureEmulatedExchange } from "./emulated-exchange.ts";
import { measureExactLimit } from "./exact-limit.ts";
import { measureGrowth, memoryGrowth } from "./growth.ts";
import { measureLiveStreams } from "./live-streams.ts";
import { measureWork } from "./measure.ts";
import { HELP, readOptions, type Options } from "./options.ts";
import { measurePauses } from "./pauses.ts";
import { pin } from "./pin.ts";
import { plotOf } from "./plot.ts";
import { measureProfiles } from "./profile.ts";
import { noResults, type Results } from "./results.ts";
import { measureSizes } from "./sizes.ts";
import { measureStartUp } from "./start-up.ts";
import * as tables from "./tables.ts";
import { measureVmMemory } from "./vm-memory.ts";
import { WORKS } from "./works.ts";

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) console.log(HELP);
  else await main(options);
} catch (error) {
  console.error(error instanceof TypeError ? error.message : error);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}

async function main(options: Options): Promise<void> {
  const begin = performance.now();
  const results = noResults(machine(), command(options));
  try {
    await measureStarts(options, results);
    // From here on, Envoy has one core and its clients have the other.
    const isPinned = pin(process.pid, 1);
    if (!isPinned) console.log("Envoy and its clients share the cores.");
    await measureWorks(options, results);
    await measureRest(options, results);
  } finally {
    // Keeps what was measured if the rest fails.
    write(options.output, results);
  }
  showRows(tables.workTable(results));
  showRows(tables.loadTable(results));
  showRows(tables.taskTable(results));
  const seconds = (performance.now() - begin) / 1000;
  console.log(`Measured in ${seconds.toFixed(0)} s: ${options.output}`);
}

async function measureStarts(options: Options, results: Results) {
  const { only } = options;
  if (only.includes("builds")) {
    results.builds = measureBuilds();
    show(tables.buildTable(results), results.builds);
  }
  if (only.includes("sizes")) {
    results.sizes = await measureSizes(options.peers);
    show(tables.sizeTable(results), results.sizes);
  }
  if (only.includes("vms")) {
    results.vms = await measureVmMemory(options.peers);
    show(tables.vmTable(results), results.vms);
  }
  if (only.includes("start")) {
    const work = WORKS.find(({ name }) => name === "configured")!;
    results.starts = await measureStartUp(work, options);
    show(tables.startTable(results), results.starts);
  }
}

async function measureWorks(options: Options, results: Results) {
  for (const work of WORKS) {
    if (!options.only.includes(work.name)) continue;
    const costs = await measureWork(work, options);
    const { name, title, isAgain, isTask } = work;
    const kind = { ...(isAgain && { isAgain }), ...(isTask && { isTask }) };
    const measured = { name, title, costs, ...kind };
    results.works.push(measured);
    show(tables.costTable(measured), costs);
  }
}

async function measureRest(options: Options, results: Results) {
  const { only, long } = options;
  if (only.includes("live-streams")) {
    results.liveStreams = await measureLiveStreams(options);
    show(tables.liveTable(results), results.liveStreams);
  }
  if (only.includes("limits")) {
    const limiter = WORKS.find(({ name }) => name === "limiter")!;
    results.limits = await measureExactLimit(limiter, options.peers);
    show(tables.limitTable(results), results.limits);
  }
  if (only.includes("growth")) {
    results.growth = await measureGrowth(options);
    for (const growth of results.growth) {
      showRows(tables.growthTable(growth));
    }
  }
  if (only.includes("memory")) {
    const more = long ? [500_000, 1_000_000, 2_000_000] : [200_000];
    results.memory = await memoryGrowth([100_000, ...more]);
    show(tables.memoryTable(results), results.memory);
  }
  if (only.includes("pauses")) {
    results.pauses = [await measurePauses(1), await measurePauses(10_000)];
    show(tables.pauseTable(results), results.pauses);
  }
  if (only.includes("profile")) {
    results.profiles = await measureProfiles();
    show(tables.profileTable(results), results.profiles);
  }
  if (only.includes("emulator")) {
    results.emulator = [await measureEmulatedExchange()];
    show(tables.emulatorTable(results), results.emulator);
  }
}

function showRows(table: tables.Table): void {
  const [, ...rows] = table;
  show(table, rows);
}

function show(table: tables.Table, measured: unknown[]): void {
  if (measured.length > 0) console.log(`${tables.printed(table)}\n`);
}

function write(output: string, results: Results): void {
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(dirname(output), "works.svg"), plotOf(results));
}

function command({ rounds, milliseconds, long, peers }: Options): string {
  const folder =
    peers === undefined || peers === "build/peers" ? "" : "PEERS=<folder> ";
  const more = long ? " --long" : "";
  return (
    `${folder}npm run bench -- --rounds ${rounds} ` +
    `--seconds ${milliseconds / 1000}${more}`
  );
}

function machine(): string {
  const [{ model }] = cpus();
  return `${availableParallelism()} cores of ${model.trim()}, Linux`;
}

import type { Growth } from "./growth.ts";
import type { Cost } from "./measure.ts";
import type { MeasuredWork, Results } from "./results.ts";
import type { Spread } from "./statistics.ts";

/** How many of the slowest builds are shown. */
const SLOWEST = 5;

/** A table of texts; the first row has the column titles. */
export type Table = string[][];

/** The cost of each work for each variant, and its ratio to the floor. */
export function workTable({ works }: Results): Table {
  return costsTable(works.filter((each) => !each.isAgain && !each.isTask));
}

/** The same for filters of those works under other loads. */
export function loadTable({ works }: Results): Table {
  return costsTable(works.filter(({ isAgain }) => isAgain));
}

/** The same for whole tasks of filters, with the ratio to Rust's. */
export function taskTable({ works }: Results): Table {
  return costsTable(
    works.filter(({ isTask }) => isTask),
    "rust",
  );
}

function costsTable(works: MeasuredWork[], base = "floor"): Table {
  const variants = [
    ...new Set(works.flatMap(({ costs }) => costs.map((cost) => cost.variant))),
  ].filter((variant) => variant !== "none");
  const rows = works.map(({ title, costs }) => {
    const cells = variants.map((variant) => {
      const cost = costs.find((each) => each.variant === variant);
      return cost === undefined ? "–" : costCell(cost);
    });
    const ours = costs.find(({ variant }) => variant === "ours");
    const other = costs.find(({ variant }) => variant === base);
    return [title, ...cells, ratioOf(ours, other)];
  });
  return [["extra µs per request", ...variants, `ours / ${base}`], ...rows];
}

function ratioOf(one: Cost | undefined, other: Cost | undefined): string {
  if (one === undefined || other === undefined) return "–";
  // Too little was measured.
  if (one.extra.median <= 0 || other.extra.median <= 0) return "–";
  return (one.extra.median / other.extra.median).toFixed(2);
}

/**
 * The extra cost with its middle half, as "2.46 (2.40 – 2.51)". `≈` is behind one that
 * differs from ours by less than the difference itself varies between rounds.
 */
function costCell({ extra, beyondOurs, variant }: Cost): string {
  const isAlike =
    variant !== "ours" && beyondOurs !== undefined && isLost(beyondOurs);
  return `${costText(extra)}${isAlike ? " ≈" : ""}`;
}

function costText({ median, low, high }: Spread): string {
  const text = inMicroseconds(median);
  if (low === undefined || high === undefined) return text;
  return `${text} (${inMicroseconds(low)} – ${inMicroseconds(high)})`;
}

/** Tells whether a difference is smaller than its spread. */
function isLost({ median, low = median, high = median }: Spread): boolean {
  return Math.abs(median) < high - low;
}

/** The columns of the README's table, by the name of the variant. */
const HEADLINE = { ours: "ours", cpp: "C++ SDK", rust: "Rust SDK" };

/**
 * Three numbers for the README, with their spread: what adding one header costs per
 * request, the size of the module, and what it adds to Envoy's start.
 */
export function headlineTable({ works, sizes, starts }: Results): Table {
  const variants = Object.keys(HEADLINE);
  const work = works.find(({ name }) => name === "add-header");
  const cost = (variant: string) =>
    spread(work?.costs.find((each) => each.variant === variant)?.extra, 1);
  const size = (variant: string) => {
    const kind = variant === "ours" ? "release" : variant;
    const size = ["add-header", "add_header"]
      .map((name) => sizes.find((each) => each.name === `${name}.${kind}.wasm`))
      .find((each) => each !== undefined);
    return size?.code.toLocaleString("en");
  };
  const start = (variant: string) =>
    spread(starts.find((each) => each.variant === variant)?.start, 0);
  return [
    ["", ...Object.values(HEADLINE)],
    ["µs of CPU that Envoy spends more per request", ...variants.map(cost)],
    ["bytes of the module", ...variants.map((each) => size(each) ?? "–")],
    ["ms that Envoy starts later", ...variants.map(start)],
  ];
}

/** The same for one work, with the spread over the rounds. */
export function costTable(work: MeasuredWork): Table {
  return [
    [work.title, "extra µs", "min–max", "min", "/ floor", "total µs"],
    ...work.costs.map(({ variant, extra, least, total, toFloor }) => [
      ...[variant, inMicroseconds(extra.median), range(extra)],
      inMicroseconds(least),
      ...[toFloor?.toFixed(2) ?? "–", total.median.toFixed(1)],
    ]),
  ];
}

/** The sizes of modules. */
export function sizeTable({ sizes }: Results): Table {
  return [
    ["module", "bytes", "without custom sections"],
    ...sizes.map(({ name, whole, code }) => [name, `${whole}`, `${code}`]),
  ];
}

/** What a variant adds to the start of Envoy and to its memory. */
export function startTable({ starts }: Results): Table {
  return [
    [
      ...["beyond no filter", "ms to the first 200", "min–max"],
      ...["CPU ms until then", "MiB then", "anonymous MiB", "MiB after a run"],
    ],
    ...starts.map((each) => [
      ...[each.variant, each.start.median.toFixed(0), range(each.start, 0)],
      each.startCpu.median.toFixed(0),
      each.memory.median.toFixed(1),
      each.anonymous.median.toFixed(1),
      each.memoryAfterRun.median.toFixed(1),
    ]),
  ];
}

/** What filters add to the memory of an Envoy, in VMs of their own or in one. */
export function vmTable({ vms }: Results): Table {
  return [
    ["beyond no filter", "workers", "VMs a worker", "MiB", "anonymous MiB"],
    ...vms.map((each) => [
      ...[each.filters, `${each.workers}`, `${each.vms}`],
      spread(each.memory, 1),
      spread(each.anonymous, 1),
    ]),
  ];
}

/** Costs while streams are live. */
export function liveTable({ liveStreams }: Results): Table {
  return [
    [
      ...["live streams", "variant", "extra µs", "min–max"],
      "µs beyond 1 live",
      ...["of that, µs beyond the floor", "% of extra", "99.9 % within ms"],
    ],
    ...liveStreams.map((each) => {
      const { live, variant, extra, growth, beyondFloor, latency } = each;
      const first = liveStreams.find((other) => other.variant === variant)!;
      const percent = (beyondFloor.median / first.extra.median) * 100;
      return [
        ...[`${live}`, variant, inMicroseconds(extra.median), range(extra)],
        inMicroseconds(growth.median),
        ...(variant === "floor"
          ? ["–", "–"]
          : [inMicroseconds(beyondFloor.median), percent.toFixed(1)]),
        latency.toFixed(2),
      ];
    }),
  ];
}

/** How many requests limiters let pass. */
export function limitTable({ limits }: Results): Table {
  return [
    ["limiter", "workers", "limit", "requests", "passed"],
    ...limits.map(({ variant, workers, limit, sent, passed }) => [
      variant,
      ...[workers, limit, sent, passed].map((each) =>
        each.toLocaleString("en"),
      ),
    ]),
  ];
}

/** Costs by size, a column for each variant. */
export function growthTable({ title, unit, lines }: Growth): Table {
  const [{ points }] = lines;
  return [
    [`${unit} (${title})`, ...lines.map(({ variant }) => variant)],
    ...points.map(({ size }, i) => [
      `${size}`,
      ...lines.map((line) => costText(line.points[i].extra)),
    ]),
  ];
}

/** Costs by the size of the body, from the works on bodies. */
export function bodyTable({ works }: Results): Table {
  const bodies = works
    .filter(({ name }) => name.startsWith("body-"))
    .toSorted((one, other) => kibibytesOf(one) - kibibytesOf(other));
  return [
    ["body", "extra µs", "ns per byte"],
    ...bodies.map((work) => {
      const { costs } = work;
      const kibibytes = kibibytesOf(work);
      const { extra } = costs.find(({ variant }) => variant === "ours")!;
      const each = (extra.median * 1000) / (kibibytes * 1024);
      const size = `${kibibytes} KiB`;
      return [size, inMicroseconds(extra.median), each.toFixed(2)];
    }),
  ];
}

function kibibytesOf({ name }: MeasuredWork): number {
  return Number(/\d+/.exec(name)![0]);
}

/** Resident memory of Envoy by the number of requests. */
export function memoryTable({ memory }: Results): Table {
  return [
    ["requests", "resident MiB"],
    ...memory.map((each) => [
      each.requests.toLocaleString("en"),
      each.memory.toFixed(1),
    ]),
  ];
}

/** How long streams wait for a collection. */
export function pauseTable({ pauses }: Results): Table {
  return [
    ["live streams", "collection, µs", "longest, µs"],
    ...pauses.map(({ live, collection, longest }) => [
      ...[`${live}`, collection.toFixed(0), longest.toFixed(0)],
    ]),
  ];
}

/** How the user time is distributed. */
export function profileTable({ profiles }: Results): Table {
  return [
    ["share of user time", "variant", "Envoy", "module", "libraries"],
    ...profiles.map(({ work, variant, ...shares }) => [
      ...[work, variant],
      ...[shares.envoy, shares.module, shares.libraries].map(
        (share) => `${share.toFixed(1)} %`,
      ),
    ]),
  ];
}

/** What an exchange costs on the emulator. */
export function emulatorTable({ emulator }: Results): Table {
  return [
    ["on the emulator", "µs", "min–max"],
    ...emulator.map((each) => [
      ...["add a header", each.median.toFixed(1), range(each)],
    ]),
  ];
}

/** How long the builds of the examples take: the slowest and the fastest. */
export function buildTable({ builds }: Results): Table {
  const sorted = builds.toSorted((one, other) => other.seconds - one.seconds);
  const ends = [
    ...sorted.slice(0, SLOWEST),
    ...sorted.slice(SLOWEST).slice(-1),
  ];
  return [
    ["`npm run build` in", "seconds"],
    ...ends.map(({ example, seconds }) => [
      `examples/${example}`,
      seconds.toFixed(1),
    ]),
  ];
}

/** A table as lines for a terminal. */
export function printed(table: Table): string {
  const widths = table[0].map((_, column) =>
    Math.max(...table.map((row) => [...row[column]].length)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0
          ? cell.padEnd(widths[column])
          : cell.padStart(widths[column]),
      )
      .join("  "),
  );
  return lines.join("\n");
}

function inMicroseconds(value: number): string {
  return value.toFixed(Math.abs(value) < 100 ? 2 : 0);
}

/** A median with its range: "2.4 (0.9 – 7.8)". */
function spread(value: Spread | undefined, digits: number): string {
  if (value === undefined) return "–";
  return `${value.median.toFixed(digits)} (${range(value, digits)})`;
}

function range({ min, max }: Spread, digits = 2): string {
  return `${min.toFixed(digits)} – ${max.toFixed(digits)}`;
}

import type { Growth, GrowthLine } from "./growth.ts";
import type { LivePoint } from "./live-streams.ts";
import type { Results } from "./results.ts";

const WIDTH = 760;
const COLUMNS = 2;
const HEIGHT = 260;
const LEFT = 52;
const RIGHT = 12;
const TOP = 34;
const BOTTOM = 44;
const LEGEND = 30;
const TICKS = 4;

/** A scale that spans more than this is logarithmic. */
const WIDE = 50;

const COLOURS: Record<string, string> = {
  ours: "#2563eb",
  floor: "#94a3b8",
  rust: "#d97706",
  lua: "#16a34a",
};

/**
 * Draws how costs grow, one chart for each measurement, as SVG that is readable on white and
 * on black. Both axes are logarithmic where their numbers are far apart.
 */
export function linePlotOf({ growth, liveStreams }: Results): string {
  const charts = [...growth, ...liveGrowth(liveStreams)];
  const height = LEGEND + Math.ceil(charts.length / COLUMNS) * HEIGHT;
  const parts = charts.map((each, i) => {
    const x = (i % COLUMNS) * (WIDTH / COLUMNS);
    const y = LEGEND + Math.floor(i / COLUMNS) * HEIGHT;
    return `<g transform="translate(${x} ${y})">\n${chart(each)}\n</g>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" ` +
    `viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11" ` +
    `fill="#64748b">\n` +
    `<title>Extra CPU time per request in Envoy, in microseconds, by size</title>\n` +
    `${legend()}\n${parts.join("\n")}\n</svg>\n`
  );
}

/** Live streams as a growth: without the builds that are compared there alone. */
function liveGrowth(points: LivePoint[]): Growth[] {
  const variants = [...new Set(points.map(({ variant }) => variant))];
  const lines = variants
    .filter((variant) => COLOURS[variant] !== undefined)
    .map((variant) => ({
      variant,
      points: points
        .filter((point) => point.variant === variant)
        .map(({ live, extra }) => ({ size: live, extra })),
    }));
  if (lines.length === 0) return [];
  const title = "adding a header, beside live streams";
  return [{ name: "live", title, unit: "live streams", lines }];
}

function legend(): string {
  return Object.entries(COLOURS)
    .map(([variant, colour], i) => {
      const x = LEFT + i * 90;
      return (
        `<line x1="${x}" x2="${x + 20}" y1="14" y2="14" stroke="${colour}" ` +
        `stroke-width="2.5"/>\n${text(x + 26, 18, variant)}`
      );
    })
    .join("\n");
}

/** Where a number is on an axis. */
interface Scale {
  ticks: number[];
  at(value: number): number;
}

function chart({ title, unit, lines }: Growth): string {
  const points = lines.flatMap((line) => line.points);
  const right = WIDTH / COLUMNS - RIGHT;
  const bottom = HEIGHT - BOTTOM;
  const sizes = [...new Set(points.map(({ size }) => size))];
  const x = scaleOf(sizes, LEFT, right, sizes);
  const costs = points.map(({ extra }) => extra.median);
  const y = scaleOf(costs, bottom, TOP);
  return [
    text(LEFT, 16, title, 'font-weight="600"'),
    ...y.ticks.map((tick) => {
      const at = y.at(tick).toFixed(1);
      return (
        `<line x1="${LEFT}" x2="${right}" y1="${at}" y2="${at}" ` +
        `stroke="#64748b" stroke-opacity="0.25"/>\n` +
        text(LEFT - 6, y.at(tick) + 4, label(tick), 'text-anchor="end"')
      );
    }),
    ...x.ticks.map((tick) =>
      text(x.at(tick), bottom + 16, label(tick), 'text-anchor="middle"'),
    ),
    text((LEFT + right) / 2, bottom + 34, unit, 'text-anchor="middle"'),
    text(8, TOP - 8, "µs"),
    ...lines.map((line) => path(line, x, y)),
  ].join("\n");
}

function path({ variant, points }: GrowthLine, x: Scale, y: Scale): string {
  const places = points.map(({ size, extra }) => [
    x.at(size).toFixed(1),
    y.at(extra.median).toFixed(1),
  ]);
  const colour = COLOURS[variant];
  const dots = places.map(
    ([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"/>`,
  );
  return (
    `<polyline points="${places.map((each) => each.join(",")).join(" ")}" ` +
    `fill="none" stroke="${colour}" stroke-width="2"/>\n${dots.join("\n")}`
  );
}

/** A scale over numbers, whose ticks may be given. */
function scaleOf(
  values: number[],
  from: number,
  to: number,
  given?: number[],
): Scale {
  const largest = Math.max(...values);
  const least = Math.min(...values);
  if (least > 0 && largest / least > WIDE) {
    const [low, high] = [Math.log10(least), Math.log10(largest)];
    const powers = range(Math.floor(low), Math.ceil(high)).map((e) => 10 ** e);
    return {
      ticks: given ?? powers.filter((e) => e >= least && e <= largest),
      at: (value) =>
        from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    };
  }
  const step = roundStep(largest / TICKS);
  const end = Math.max(step, Math.ceil(largest / step) * step);
  const begin = Math.min(0, Math.floor(least / step) * step);
  return {
    ticks: given ?? range(begin / step, end / step).map((i) => i * step),
    at: (value) => from + ((value - begin) / (end - begin)) * (to - from),
  };
}

function range(from: number, to: number): number[] {
  const count = Math.round(to - from) + 1;
  return Array.from({ length: count }, (_, i) => Math.round(from) + i);
}

/** The next larger of 1, 2, 5, 10, 20, … */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.01)));
  return power * [1, 2, 5, 10].find((each) => each * power >= value)!;
}

function label(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString("en");
}

function text(x: number, y: number, content: string, more = ""): string {
  const at = `x="${x.toFixed(1)}" y="${y.toFixed(1)}"`;
  return `<text ${at}${more && ` ${more}`}>${content}</text>`;
}

import type { Results } from "./results.ts";

const WIDTH = 760;
const LEFT = 110;
const RIGHT = 90;
const BAR = 16;
const GAP = 28;

const COLOURS: Record<string, string> = { ours: "#2563eb", floor: "#94a3b8" };
const OTHERS = "#cbd5e1";

/**
 * Draws the extra cost of each variant as SVG that is readable on white and on black.
 * Each work is a group of bars with its own scale.
 */
export function plotOf({ works }: Results): string {
  let top = 8;
  const groups = works.map(({ title, costs }) => {
    const shown = costs.filter(({ variant }) => variant !== "none");
    const largest = Math.max(...shown.map(({ extra }) => extra.median));
    const y = top;
    top += GAP + shown.length * BAR + 10;
    return [
      text(LEFT, y + 16, title, 'font-weight="600"'),
      ...shown.map(({ variant, extra }, i) =>
        bar(variant, extra.median, largest, y + GAP + i * BAR),
      ),
    ].join("\n");
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" ` +
    `viewBox="0 0 ${WIDTH} ${top}" font-family="sans-serif" font-size="12" ` +
    `fill="#64748b">\n` +
    `<title>Extra CPU time per request in Envoy, in microseconds</title>\n` +
    `${groups.join("\n")}\n</svg>\n`
  );
}

function bar(
  variant: string,
  value: number,
  largest: number,
  y: number,
): string {
  const length = Math.max(
    1,
    Math.round(((WIDTH - LEFT - RIGHT) * Math.max(value, 0)) / largest),
  );
  const colour = COLOURS[variant] ?? OTHERS;
  const height = BAR - 4;
  return [
    text(LEFT - 8, y + 11, variant, 'text-anchor="end"'),
    `<rect x="${LEFT}" y="${y}" width="${length}" height="${height}" fill="${colour}"/>`,
    text(LEFT + length + 6, y + 11, `${value.toFixed(2)} µs`, ""),
  ].join("\n");
}

function text(x: number, y: number, content: string, more: string): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x}" y="${y}" ${more}>${escaped}</text>`;
}

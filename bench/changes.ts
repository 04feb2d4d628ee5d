import { execFileSync } from "node:child_process";
import { packageRoot } from "../cli/base/package-root.ts";
import type { Counts } from "./counts.ts";
import type { Table } from "./tables.ts";

/** Exact figures by what they are of, such as `add-header: allocations`. */
export type Figures = Record<string, number>;

/**
 * Lists counts as figures.
 *
 *     countFigures({ log: counts })["log: proxy_log"]; // 1
 */
export function countFigures(counts: Record<string, Counts>): Figures {
  const figures: Figures = {};
  for (const [filter, each] of Object.entries(counts)) {
    figures[`${filter}: callbacks`] = each.callbacks;
    for (const [name, count] of Object.entries(each.hostCalls)) {
      figures[`${filter}: ${name}`] = count;
    }
    figures[`${filter}: allocations`] = each.allocations;
  }
  return figures;
}

/** The figures that differ, with what each was, is, and gained. */
export function changeTable(before: Figures, after: Figures): Table {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const rows = names
    .filter((name) => (before[name] ?? 0) !== (after[name] ?? 0))
    .map((name) => {
      const [old, now] = [before[name] ?? 0, after[name] ?? 0];
      const gain = now - old;
      const percent = old === 0 ? "new" : `${signed((gain / old) * 100, 1)} %`;
      return [name, String(old), String(now), signed(gain), percent];
    });
  return [["", "before", "now", "change", ""], ...rows];
}

/**
 * Returns a JSON file as it was before the change that is checked out: where its branch
 * left `main`, or at the commit before on `main` itself. Undefined where that is not here,
 * as in a clone of a single commit.
 */
export function recordedBefore<T>(file: string): T | undefined {
  const base =
    git("merge-base", "HEAD", "origin/main") ??
    git("merge-base", "HEAD", "main");
  const isOwn = base !== undefined && base !== git("rev-parse", "HEAD");
  const text = git("show", `${isOwn ? base : "HEAD^"}:${file}`);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

function git(...args: string[]): string | undefined {
  try {
    return execFileSync("git", args, {
      ...{ cwd: packageRoot(), encoding: "utf8" },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

function signed(value: number, digits = 0): string {
  return (value > 0 ? "+" : "") + value.toFixed(digits);
}

import type { Header } from "../../host/index.ts";
import { printable } from "../base/printable.ts";
import type { Colors } from "../base/terminal-colors.ts";

/**
 * How headers changed, one per line: unchanged ones as they are, removed ones with `-`
 * and new ones with `+`.
 *
 *     headerChanges([["a", "1"]], [["a", "2"]], colors); // ["- a: 1", "+ a: 2"]
 */
export function headerChanges(
  before: readonly Header[],
  after: readonly Header[],
  colors: Colors,
): string[] {
  const left = after.map(lineOf);
  const gone = before.map(lineOf).flatMap((line) => {
    const at = left.indexOf(line);
    if (at < 0) return [colors.red(`- ${line}`)];
    left.splice(at, 1);
    return [colors.dim(`  ${line}`)];
  });
  return [...gone, ...left.map((line) => colors.green(`+ ${line}`))];
}

function lineOf([name, value]: Header): string {
  return printable(`${name}: ${value}`);
}

import type { Header } from "../../host/index.ts";
import { printable } from "../base/printable.ts";
import type { Colors } from "../base/terminal-colors.ts";
import type { BodyRecord } from "./body-record.ts";
import { headerChanges } from "./header-changes.ts";

/** A message before and after the filter. */
export interface Change {
  before: { headers: readonly Header[]; body: BodyRecord } | null;
  after: { headers: readonly Header[]; body: BodyRecord } | null;
}

/** Everything about one request. */
export interface ServedExchange {
  method: string;
  path: string;
  /** 0 if there was no answer. */
  status: number;
  /** Why it was broken off; undefined if it was not. */
  broken?: string;
  milliseconds: number;
  request: Change;
  response: Change;
  /** Whether a trap had ended the filter's VM before. */
  wasDead: boolean;
  calls: readonly string[];
}

/**
 * A readable report of a request: its headers and bodies before and after the filter,
 * and which host functions the filter called.
 *
 *     console.log(printExchange(exchange, terminalColors(process.stdout)));
 */
export function printExchange(
  exchange: ServedExchange,
  colors: Colors,
): string {
  const { method, path, status, broken, milliseconds } = exchange;
  const { wasDead, calls } = exchange;
  const time = `${milliseconds.toFixed(2)} ms in the filter`;
  const answer = status === 0 ? "no answer" : status;
  return [
    `${colors.bold(printable(`${method} ${path} → ${answer}`))} ${colors.dim(time)}`,
    ...(broken === undefined
      ? []
      : [`  ${colors.red("broken off")}: ${printable(broken)}`]),
    ...(wasDead
      ? [
          `  ${colors.red("not filtered")}: the filter's VM has ended, see above`,
        ]
      : []),
    ...part("request", exchange.request, colors),
    ...part("response", exchange.response, colors),
    ...(calls.length > 0 ? [`  ${colors.dim(printable(counted(calls)))}`] : []),
    "",
  ].join("\n");
}

function part(name: string, { before, after }: Change, colors: Colors) {
  const title = `  ${colors.underline(name)}`;
  if (after === null) {
    return before === null ? [] : [`${title}: it went no further`];
  }
  if (before === null) {
    const own = headerChanges([], after.headers, colors);
    return [`${title}, by the filter`, ...indented(own), ...bodyOf(after)];
  }
  const headers = headerChanges(before.headers, after.headers, colors);
  const isSame = before.body.isSameAs(after.body);
  const bodies = isSame
    ? bodyOf(after)
    : [
        ...bodyOf(before).map((line) => colors.red(line)),
        ...bodyOf(after).map((line) => colors.green(line)),
      ];
  return [title, ...indented(headers), ...bodies];
}

function indented(lines: string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

function bodyOf({ body }: { body: BodyRecord }): string[] {
  if (body.size === 0) return [];
  const text = printable(JSON.stringify(body.start.toString()));
  const rest = body.size > body.start.length ? "…" : "";
  return [`    body, ${body.size} bytes: ${text}${rest}`];
}

/** Each name with its number of calls, in the order of the first call. */
function counted(calls: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  const parts = [...counts].map(([name, count]) =>
    count > 1 ? `${name} ×${count}` : name,
  );
  return `host calls: ${parts.join(", ")}`;
}

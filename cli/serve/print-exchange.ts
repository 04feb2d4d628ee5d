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
    ...(calls.length > 0 ? [`  ${colors.dim(countedCalls(calls))}`] : []),
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
  const bodies = bodyChange(before.body, after.body, colors);
  return [title, ...indented(headers), ...bodies];
}

/**
 * A body, or what it was and what became of it; no lines if it is empty.
 *
 *     bodyChange(before, after, colors); // ["    body, 2 bytes: \"hi\""]
 */
export function bodyChange(
  before: BodyRecord,
  after: BodyRecord,
  colors: Colors,
): string[] {
  if (before.isSameAs(after)) return bodyOf({ body: after });
  return [
    ...bodyOf({ body: before }).map((line) => colors.red(line)),
    ...bodyOf({ body: after }).map((line) => colors.green(line)),
  ];
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

/**
 * Each name with its number of calls, in the order of the first call.
 *
 *     countedCalls(["proxy_log", "proxy_log"]); // "host calls: proxy_log ×2"
 */
export function countedCalls(calls: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  const parts = [...counts].map(([name, count]) =>
    count > 1 ? `${name} ×${count}` : name,
  );
  return printable(`host calls: ${parts.join(", ")}`);
}

import type { Header, LogLine } from "../../host/index.ts";
import type { Colors } from "../terminal-colors.ts";
import { headerChanges } from "./header-changes.ts";

/** A message before and after the filter. */
export interface Change {
  before: { headers: readonly Header[]; body: Uint8Array } | null;
  after: { headers: readonly Header[]; body: Uint8Array } | null;
}

/** All that one request did. */
export interface ServedExchange {
  method: string;
  path: string;
  status: number;
  milliseconds: number;
  request: Change;
  response: Change;
  logs: readonly LogLine[];
  calls: readonly string[];
}

const MAX_BODY = 200;

/**
 * A request for people: its headers and bodies before and after the filter, what
 * the filter logged and which host functions it called.
 *
 *     console.log(printExchange(exchange, terminalColors(process.stdout)));
 */
export function printExchange(
  exchange: ServedExchange,
  colors: Colors,
): string {
  const { method, path, status, milliseconds, logs, calls } = exchange;
  const time = `${milliseconds.toFixed(2)} ms in the filter`;
  return [
    `${colors.bold(`${method} ${path} → ${status}`)} ${colors.dim(time)}`,
    ...part("request", exchange.request, colors),
    ...part("response", exchange.response, colors),
    ...logs.map(({ level, message }) => `  ${colors.cyan(level)} ${message}`),
    ...(calls.length > 0 ? [`  ${colors.dim(counted(calls))}`] : []),
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
  const isSame = Buffer.from(before.body).equals(after.body);
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

function bodyOf({ body }: { body: Uint8Array }): string[] {
  if (body.length === 0) return [];
  const text = Buffer.from(body.subarray(0, MAX_BODY)).toString();
  const rest = body.length > MAX_BODY ? "…" : "";
  return [`    body, ${body.length} bytes: ${JSON.stringify(text)}${rest}`];
}

/** Each name once, with how often, in the order of the first call. */
function counted(calls: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  const parts = [...counts].map(([name, count]) =>
    count > 1 ? `${name} ×${count}` : name,
  );
  return `host calls: ${parts.join(", ")}`;
}

import type { LineSymbolicator } from "../symbolicate/symbolicate-line.ts";
import { camelCallbacks } from "./callback-names.ts";
import type { FailurePolicy } from "../../host/index.ts";

/** A position in a filter's own sources, at the end of a frame of a backtrace. */
const OWN_POSITION = /[( ]((?!~lib\/)[^\s(),]+\.ts:\d+(?:[:-]\d+)?)\)$/;

const FAILED = /^Function: (\w+) failed: (?:Uncaught )?(.*)/;

/**
 * Which callback a trap ended, and at which line of the filter if that is known.
 *
 *     trapPlace(failure, symbolicate); // "in onRequestHeaders, at assembly/index.ts:9:7"
 */
export function trapPlace(
  failure: string,
  symbolicate: LineSymbolicator,
): string {
  const [head = "", ...frames] = failure.split("\n").map(symbolicate);
  const [, callback, reason = ""] = FAILED.exec(head) ?? [];
  if (callback === undefined) return `: ${head}`;
  const own = frames.flatMap((line) => OWN_POSITION.exec(line)?.[1] ?? []);
  const place = own[0] === undefined ? ` (${reason})` : `, at ${own[0]}`;
  return ` in ${camelCallbacks(callback)}${place}`;
}

const LATER: Record<FailurePolicy, string> = {
  FAIL_CLOSED:
    "Later requests meet a dead VM: as in Envoy, each gets 503 and the filter is not called. Save a source to start a new one, or set --fail-policy",
  FAIL_OPEN:
    "Later requests bypass the filter, as --fail-policy open says. Save a source to start a new VM",
  FAIL_RELOAD:
    "Later requests meet a dead VM and get 503, until the first one after a second starts a new VM, as --fail-policy reload says",
};

/**
 * What a trap means for later requests.
 *
 *     vmEnd(failure, "FAIL_OPEN", symbolicate);
 */
export function vmEnd(
  failure: string,
  policy: FailurePolicy,
  symbolicate: LineSymbolicator,
): string {
  return `The filter ended its VM${trapPlace(failure, symbolicate)}. ${LATER[policy]}.`;
}

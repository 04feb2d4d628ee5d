import { abort as abortFilter } from "../assembly/globals/abort";
import { abort as abortSpec } from "./env";
import { isInCallback } from "./generated/spec-host";

/**
 * Replaces the compiler's `abort` in specs: a failure in a callback is the filter's
 * and goes to the proxy's log; any other is the spec's and fails the test.
 */
export function abort(
  message: string | null,
  file: string | null,
  line: u32,
  column: u32,
): void {
  if (isInCallback()) abortFilter(message, file, line, column);
  abortSpec(message, file, line, column);
  unreachable();
}

import { abort as abortFilter } from "../assembly/globals/abort";
import { abort as abortSpec } from "./env";
import { isInCallback } from "./spec-host";

/**
 * Takes the place of the compiler's `abort` in specs: what fails in a callback is
 * the filter's, and goes to the proxy's log; anything else is the spec's.
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

/** The callbacks of an HTTP stream, as the scripts of `filters/acts.ts` name them. */
export const HTTP_PHASES = [
  "request-headers",
  "request-body",
  "request-trailers",
  "response-headers",
  "response-body",
  "response-trailers",
  "log",
  "done",
  "delete",
];

/** The callbacks of a TCP connection before it is deleted. */
export const TCP_PHASES = [
  "new-connection",
  "downstream-data",
  "upstream-data",
  "downstream-close",
  "upstream-close",
  "log",
  "done",
];

/** A script that does the same in each of these callbacks. */
export function inEach(phases: string[], commands: string): string {
  return phases.map((phase) => `${phase}: ${commands}`).join("\n");
}

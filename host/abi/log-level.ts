/** The levels of the proxy's log, in the order of their numbers. */
export const LOG_LEVELS = [
  "trace",
  "debug",
  "info",
  "warn",
  "error",
  "critical",
  "off",
] as const;

/** A level of the proxy's log; nothing is logged at `"off"`. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The number of the highest level that a filter may log at. */
export const CRITICAL = 5;

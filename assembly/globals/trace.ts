import { log } from "../api/log";

/** Replaces `trace`: logs a text and up to five numbers at level Trace. */
export function trace(
  message: string,
  count: i32 = 0,
  a0: f64 = 0,
  a1: f64 = 0,
  a2: f64 = 0,
  a3: f64 = 0,
  a4: f64 = 0,
): void {
  let line = message;
  if (count > 0) line += " " + a0.toString();
  if (count > 1) line += ", " + a1.toString();
  if (count > 2) line += ", " + a2.toString();
  if (count > 3) line += ", " + a3.toString();
  if (count > 4) line += ", " + a4.toString();
  log.trace(line);
}

import { proxy_log } from "../abi/env";
import { LogLevel } from "../abi/enums";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import { callerRoom, writeCaller, writeNumber } from "./caller";

const MAX_DIGITS: usize = 10;

/**
 * Replaces the compiler's `abort`, which a `throw` and a failed check
 * end in: logs one critical line, `MESSAGE at FILE:LINE:COLUMN`, and traps. In a debug
 * build a library's line is followed by `, called from FILE:LINE:COLUMN`, the filter's.
 */
export function abort(
  message: string | null,
  file: string | null,
  line: u32,
  column: u32,
): void {
  const what = message == null ? "Aborted" : message;
  // The compiler always passes the file; only the declaration lets it be null.
  const where = changetype<string>(file);
  const start = scratch(
    encodedRoom(what) + encodedRoom(where) + 6 + 2 * MAX_DIGITS + callerRoom(),
  );
  proxy_log(
    LogLevel.Critical,
    start,
    writeAbort(what, where, line, column, start),
  );
  unreachable();
}

/** Writes the line to `start`, which has room for it, and returns its bytes. */
export function writeAbort(
  message: string,
  file: string,
  line: u32,
  column: u32,
  start: usize,
): usize {
  let at = start + encode(message, start);
  at += encode(" at ", at);
  at += encode(file, at);
  store<u8>(at++, 0x3a);
  at = writeNumber(line, at);
  store<u8>(at++, 0x3a);
  at = writeNumber(column, at);
  return writeCaller(file, at) - start;
}

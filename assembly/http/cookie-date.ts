import { digitsAt, momentOf, NO_MOMENT } from "../api/date-text";
import { lowerCase } from "./ascii";

/**
 * Reads the date of a cookie's `Expires` as browsers do, by RFC 6265bis, section 5.1.1: a
 * time, a day, a month and a year in whatever order, whatever is between them. `null` where
 * one of them is missing or does not exist.
 */
export function parseCookieDate(text: string): Date | null {
  let time = "";
  let day = -1;
  let month = -1;
  let year = -1;
  let at = 0;
  while (at < text.length) {
    while (at < text.length && isDelimiter(text.charCodeAt(at))) at++;
    const start = at;
    while (at < text.length && !isDelimiter(text.charCodeAt(at))) at++;
    const digits = digitCount(text, start, at);
    if (time.length == 0) {
      time = timeAt(text, start, at);
      if (time.length > 0) continue;
    }
    if (day < 0 && (digits == 1 || digits == 2)) {
      day = digitsAt(text, start, digits);
      continue;
    }
    if (month < 0 && at - start >= 3) {
      const names = "janfebmaraprmayjunjulaugsepoctnovdec";
      const index = names.indexOf(lowerCase(text.substr(start, 3)));
      if (index >= 0 && index % 3 == 0) {
        month = index / 3;
        continue;
      }
    }
    if (year < 0 && digits >= 2 && digits <= 4) {
      year = digitsAt(text, start, digits);
      if (year < 70) year += 2000;
      else if (year < 100) year += 1900;
    }
  }
  if (time.length == 0 || day < 0 || month < 0 || year < 1601) return null;
  // Cookies know no leap second.
  if (digitsAt(time, 6, 2) > 59) return null;
  const moment = momentOf(year, month, day, time, 0);
  return moment == NO_MOMENT ? null : new Date(moment);
}

/** Returns the time at the beginning of a word as `00:00:00`, or `""`. */
function timeAt(text: string, start: i32, end: i32): string {
  let time = "";
  let at = start;
  for (let field = 0; field < 3; field++) {
    const digits = digitCount(text, at, end);
    if (digits < 1 || digits > 2) return "";
    if (field > 0) time += ":";
    if (digits == 1) time += "0";
    time += text.substr(at, digits);
    at += digits;
    if (field < 2 && (at >= end || text.charCodeAt(at++) != 0x3a)) return "";
  }
  return time;
}

/** Counts the digits at an index, no further than `end`. */
function digitCount(text: string, from: i32, end: i32): i32 {
  let at = from;
  while (at < end && <u32>(text.charCodeAt(at) - 0x30) < 10) at++;
  return at - from;
}

function isDelimiter(unit: u32): bool {
  return (
    unit == 0x09 ||
    (unit >= 0x20 && unit <= 0x2f) ||
    (unit >= 0x3b && unit <= 0x40) ||
    (unit >= 0x5b && unit <= 0x60) ||
    (unit >= 0x7b && unit <= 0x7e)
  );
}

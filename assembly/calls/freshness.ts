import { AnswerHeaders } from "../api/answer-headers";
import { parseHttpDate } from "../api/http-date";
import { wholeNumber } from "../http/ascii";
import { CacheControl } from "../http/cache-control";

/** What a longer age counts as: RFC 9111, section 1.2.2. */
const FOREVER: i64 = 2_147_483_648;

/**
 * Returns for how many seconds from now on a shared cache may use an answer without asking
 * again, by its `cache-control`, `expires`, `date` and `age` (RFC 9111, sections 3 and 4.2); 0
 * where it may not keep it. An answer without an explicit time is not kept.
 *
 * `isAuthorized` tells that the request had an `authorization`: then only an answer that says
 * `public`, `s-maxage` or `must-revalidate` is kept. `now` is in milliseconds since 1970.
 */
export function freshnessOf(
  status: i32,
  headers: AnswerHeaders,
  isAuthorized: bool,
  now: i64,
): i64 {
  if (!isKeepable(status)) return 0;
  const control = new CacheControl(valuesOf(headers, "cache-control"));
  if (
    control.has("no-store") ||
    control.has("no-cache") ||
    control.has("private")
  ) {
    return 0;
  }
  if (
    isAuthorized &&
    !control.has("public") &&
    !control.has("s-maxage") &&
    !control.has("must-revalidate")
  ) {
    return 0;
  }
  const left = lifetime(control, headers, now) - ageOf(headers, now);
  return max<i64>(0, left);
}

/** Returns all values of a header, joined as one. */
export function valuesOf(headers: AnswerHeaders, name: string): string {
  const entries = headers.entries();
  let values = "";
  for (let i = 0; i < entries.length; i++) {
    if (!entries.hasName(i, name)) continue;
    values += values.length == 0 ? entries.value(i) : `, ${entries.value(i)}`;
  }
  return values;
}

/** The statuses that mean the same to everyone, and need no more than their answer. */
function isKeepable(status: i32): bool {
  return (
    status == 200 ||
    status == 203 ||
    status == 204 ||
    status == 300 ||
    status == 301 ||
    status == 308 ||
    status == 404 ||
    status == 405 ||
    status == 410 ||
    status == 414 ||
    status == 501
  );
}

/** The seconds from when the answer was made. */
function lifetime(
  control: CacheControl,
  headers: AnswerHeaders,
  now: i64,
): i64 {
  // One that is there and has no number is stale.
  if (control.has("s-maxage")) return control.seconds("s-maxage");
  if (control.has("max-age")) return control.seconds("max-age");
  const expires = timeOf(headers, "expires", i64.MIN_VALUE);
  if (expires == i64.MIN_VALUE) return 0;
  return (expires - timeOf(headers, "date", now)) / 1000;
}

/** How many seconds old the answer is: what `age` says, or its date, whichever is more. */
function ageOf(headers: AnswerHeaders, now: i64): i64 {
  const header = headers.get("age");
  const age = header == null ? -1 : wholeNumber(header, FOREVER);
  const date = timeOf(headers, "date", now);
  return max<i64>(max<i64>(0, age), (now - date) / 1000);
}

/** The milliseconds since 1970 that a header says, or `fallback`. */
function timeOf(headers: AnswerHeaders, name: string, fallback: i64): i64 {
  const header = headers.get(name);
  if (header == null) return fallback;
  const date = parseHttpDate(header);
  return date == null ? fallback : date.getTime();
}

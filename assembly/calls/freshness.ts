import { AnswerHeaders } from "../api/answer-headers";
import { parseHttpDate } from "../api/http-date";
import { wholeNumber } from "../http/ascii";
import { CacheControl } from "../http/cache-control";

/** What a longer age counts as: RFC 9111, section 1.2.2. */
const FOREVER: i64 = 2_147_483_648;

/** How long a shared cache may use an answer (RFC 9111), in seconds. */
@final
export class Freshness {
  /** Whether it may keep the answer at all, even if only to ask whether it is still right. */
  isStorable: bool = false;
  /** How long from now on it may use the answer without asking. */
  left: i64 = 0;
  /** How long after that, while it asks again: `stale-while-revalidate`, RFC 5861. */
  whileRevalidating: i64 = 0;
  /** How long after `left`, if the service fails: `stale-if-error`. */
  ifError: i64 = 0;

  /**
   * Reads `cache-control`, `expires`, `date` and `age`. An answer without an explicit time is
   * stale at once.
   *
   * `isAuthorized` tells that the request had an `authorization`: then only an answer that says
   * `public`, `s-maxage` or `must-revalidate` is kept. `now` is in milliseconds since 1970.
   */
  static of(
    status: i32,
    headers: AnswerHeaders,
    isAuthorized: bool,
    now: i64,
  ): Freshness {
    const made = new Freshness();
    if (isKeepable(status) || isTemporary(status)) {
      made.read(status, headers, isAuthorized, now);
    }
    return made;
  }

  private read(
    status: i32,
    headers: AnswerHeaders,
    isAuthorized: bool,
    now: i64,
  ): void {
    const control = new CacheControl(valuesOf(headers, "cache-control"));
    if (control.has("no-store") || control.has("private")) return;
    if (
      isAuthorized &&
      !control.has("public") &&
      !control.has("s-maxage") &&
      !control.has("must-revalidate")
    ) {
      return;
    }
    if (
      isTemporary(status) &&
      !control.has("public") &&
      !control.has("s-maxage") &&
      !control.has("max-age") &&
      !headers.has("expires")
    ) {
      return;
    }
    this.isStorable = true;
    if (control.has("no-cache")) return;
    const left = lifetime(control, headers, now) - ageOf(headers, now);
    this.left = max<i64>(0, left);
    if (control.has("must-revalidate") || control.has("proxy-revalidate")) {
      return;
    }
    const late = min<i64>(0, left);
    const waits = control.seconds("stale-while-revalidate");
    this.whileRevalidating = max<i64>(0, waits + late);
    const fails = control.seconds("stale-if-error");
    this.ifError = max<i64>(0, fails + late);
  }
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

/** The statuses that are kept only where an answer says so. */
function isTemporary(status: i32): bool {
  return status == 302 || status == 303 || status == 307;
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

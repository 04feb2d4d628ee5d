import { digitsAt, hasForm, momentOf, NO_MOMENT } from "./date-text";

/**
 * Reads a date of HTTP, as in `if-modified-since` and `expires`, in each of the three
 * forms of RFC 9110; `null` where it is none. `Date.parse` knows none of them: it
 * throws, and so ends the VM. `Date#toUTCString` writes one.
 *
 * Of a year of two digits, those below 70 are in this century.
 *
 * ```ts
 * class Since extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const header = this.request.headers.get("if-modified-since");
 *     const since = header != null ? parseHttpDate(header) : null;
 *     if (since != null && since.getTime() > Date.now()) {
 *       this.request.headers.delete("if-modified-since");
 *     }
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
export function parseHttpDate(text: string): Date | null {
  const length = text.length;
  let moment = NO_MOMENT;
  if (length == 29 && hasForm(text, 0, "aaa, 00 aaa 0000 00:00:00 GMT")) {
    moment = momentAt(text, digitsAt(text, 12, 4), 8, 5, 17);
  } else if (length == 24 && hasForm(text, 0, "aaa aaa _0 00:00:00 0000")) {
    moment = momentAt(text, digitsAt(text, 20, 4), 4, 8, 11);
  } else {
    const comma = text.indexOf(",");
    if (
      length == comma + 24 &&
      isWord(text, comma) &&
      hasForm(text, comma, ", 00-aaa-00 00:00:00 GMT")
    ) {
      const year = digitsAt(text, comma + 9, 2);
      const century = year < 70 ? 2000 : 1900;
      moment = momentAt(text, century + year, comma + 5, comma + 2, comma + 12);
    }
  }
  return moment == NO_MOMENT ? null : new Date(moment);
}

/** Tells whether a text begins with so many letters. */
function isWord(text: string, length: i32): bool {
  for (let i = 0; i < length; i++) if (!hasForm(text, i, "a")) return false;
  return true;
}

function momentAt(
  text: string,
  year: i32,
  monthAt: i32,
  dayAt: i32,
  timeAt: i32,
): i64 {
  // Not a constant of the module, whose text would be in every filter.
  const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const at = months.indexOf(text.substr(monthAt, 3));
  const month = at % 3 == 0 ? at / 3 : -1;
  return momentOf(year, month, digitsAt(text, dayAt, 2), text, timeAt);
}

import { digitsAt, hasForm, momentOf, NO_MOMENT } from "./date-text";

const MINUTE: i64 = 60_000;

/**
 * Reads a date such as `2026-11-29`, which is its midnight in UTC, or a time of RFC 3339
 * such as `2026-11-29T08:49:37.5+01:00`; `null` where it is none. `Date.parse` throws at
 * many others, and so ends the VM, and takes some for what they are not.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   private until: i64 = i64.MAX_VALUE;
 *   onConfigure(): bool {
 *     const date = parseIsoDate(this.configuration.text());
 *     if (date != null) this.until = date.getTime();
 *     return date != null;
 *   }
 * }
 * ```
 */
export function parseIsoDate(text: string): Date | null {
  if (!hasForm(text, 0, "0000-00-00")) return null;
  let time = "00:00:00";
  let offset = 0;
  let milliseconds = 0;
  if (text.length > 10) {
    if (!hasForm(text, 10, "T00:00:00")) return null;
    time = text.substr(11, 8);
    let at = 19;
    if (text.charCodeAt(at) == 0x2e) {
      let scale = 1000;
      while (hasForm(text, ++at, "0")) {
        scale /= 10;
        milliseconds += digitsAt(text, at, 1) * scale;
      }
      if (at == 20) return null;
    }
    const zone = text.substring(at);
    const isBefore = hasForm(zone, 0, "-00:00");
    if (zone.length == 6 && (isBefore || hasForm(zone, 0, "+00:00"))) {
      const minutes = digitsAt(zone, 4, 2);
      const hours = digitsAt(zone, 1, 2);
      if (hours > 23 || minutes > 59) return null;
      offset = hours * 60 + minutes;
      if (isBefore) offset = -offset;
    } else if (zone != "Z") return null;
  }
  const month = digitsAt(text, 5, 2) - 1;
  const day = digitsAt(text, 8, 2);
  const moment = momentOf(digitsAt(text, 0, 4), month, day, time, 0);
  return moment == NO_MOMENT
    ? null
    : new Date(moment + milliseconds - offset * MINUTE);
}

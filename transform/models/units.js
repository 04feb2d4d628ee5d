/** The units of durations, in milliseconds, the largest first. */
export const DURATIONS = /** @type {const} */ ({
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
});

/** The units of sizes, in bytes, the largest first. */
export const SIZES = /** @type {const} */ ({
  GiB: 1 << 30,
  MiB: 1 << 20,
  KiB: 1 << 10,
  B: 1,
});

/** How a duration is written: a whole number and its unit. */
export const DURATION_PATTERN = "^[0-9]{1,9}(ms|s|m|h)$";

/** How a size is written, where it is not a number of bytes. */
export const SIZE_PATTERN = "^[0-9]{1,9}(B|KiB|MiB|GiB)$";

/**
 * Returns a number as it is written with the largest unit that it is a multiple of.
 *
 *     inUnits(60_000, DURATIONS); // "1m"
 *
 * @param {number} value
 * @param {Record<string, number>} units
 */
export function inUnits(value, units) {
  const fitting = Object.entries(units).filter(
    ([, factor]) => value % factor === 0,
  );
  const [unit, factor] = (value === 0 ? fitting.at(-1) : fitting[0]) ?? ["", 1];
  return `${value / factor}${unit}`;
}

/**
 * Returns the number that a text with a unit stands for; undefined where it has none.
 *
 *     fromUnits("1m", DURATIONS); // 60_000
 *
 * @param {string} text
 * @param {Record<string, number>} units
 */
export function fromUnits(text, units) {
  const [, digits, unit] = /^(\d{1,9})([A-Za-z]+)$/.exec(text) ?? [];
  const factor = unit === undefined ? undefined : units[unit];
  return factor === undefined ? undefined : Number(digits) * factor;
}

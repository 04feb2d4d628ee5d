const UNITS = ["B", "kB", "MB", "GB"];

const STEP = 1000;

/**
 * Writes a number of bytes as Docker's and other tools do, in powers of 1000.
 *
 *     formatSize(4717); // "4.7 kB"
 */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

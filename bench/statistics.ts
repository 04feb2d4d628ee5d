/** The range of a number over several rounds. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  /** The middle half of the numbers lies from here to `high`. */
  low?: number;
  high?: number;
}

/**
 * The median, the minimum and the maximum of numbers, and where their middle half is.
 *
 *     spread([3, 1, 2]) // { median: 2, min: 1, max: 3, low: 1, high: 3 }
 */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const around = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return {
    median: around.reduce((sum, value) => sum + value, 0) / around.length,
    min: sorted[0],
    max: sorted[sorted.length - 1],
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
}

/**
 * The number that a given part of all numbers, such as 0.999, does not exceed.
 *
 *     quantile([3, 1, 2], 0.5) // 2
 */
export function quantile(values: readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.ceil(part * sorted.length) - 1];
}

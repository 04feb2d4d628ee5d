/**
 * The index of the last element that satisfies a condition, or -1. The condition must
 * hold for all elements before that one as well.
 *
 *     lastIndex([1, 3, 5], (each) => each <= 4); // 1
 */
export function lastIndex<T>(
  list: readonly T[],
  holds: (element: T) => boolean,
): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

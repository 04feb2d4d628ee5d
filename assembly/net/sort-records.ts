/**
 * Sorts records of some numbers each, which follow each other in an array, by the first number
 * and then the second. In place, as heapsort does: thousands of them take no more memory.
 */
export function sortRecords(numbers: u64[], width: i32): void {
  const count = numbers.length / width;
  for (let i = (count >> 1) - 1; i >= 0; i--) sink(numbers, width, i, count);
  for (let end = count - 1; end > 0; end--) {
    swap(numbers, width, 0, end);
    sink(numbers, width, 0, end);
  }
}

/** Moves a record down to where those below it are not larger. */
function sink(numbers: u64[], width: i32, from: i32, count: i32): void {
  let at = from;
  while (true) {
    let child = (at << 1) + 1;
    if (child >= count) return;
    if (child + 1 < count && isLess(numbers, width, child, child + 1)) child++;
    if (!isLess(numbers, width, at, child)) return;
    swap(numbers, width, at, child);
    at = child;
  }
}

function isLess(numbers: u64[], width: i32, left: i32, right: i32): bool {
  const a = unchecked(numbers[left * width]);
  const b = unchecked(numbers[right * width]);
  if (a != b || width == 1) return a < b;
  return (
    unchecked(numbers[left * width + 1]) < unchecked(numbers[right * width + 1])
  );
}

function swap(numbers: u64[], width: i32, left: i32, right: i32): void {
  for (let i = 0; i < width; i++) {
    const number = unchecked(numbers[left * width + i]);
    unchecked((numbers[left * width + i] = numbers[right * width + i]));
    unchecked((numbers[right * width + i] = number));
  }
}

/**
 * Merges the runs `l` to `m - 1` and `m` to `r` of what is sorted. The compiler's
 * function gets this body: its own keeps elements in a block that the collector does not
 * look at, some of them nowhere else, while the `comparator` may allocate. Here an array
 * holds those that are objects.
 */
export function mergeRuns<T>(
  ptr: usize,
  l: i32,
  m: i32,
  r: i32,
  buffer: usize,
  comparator: (a: T, b: T) => i32,
): void {
  const start = ptr + ((<usize>l) << alignof<T>());
  const end = (<usize>(r - l + 1)) << alignof<T>();
  const middle = (<usize>(m - l)) << alignof<T>();
  let runs = buffer;
  let objects: StaticArray<T> | null = null;
  if (isManaged<T>()) {
    objects = changetype<StaticArray<T>>(__new(end, idof<StaticArray<T>>()));
    runs = changetype<usize>(objects);
  }
  memory.copy(runs, start, end);
  let left: usize = 0;
  let right = middle;
  for (let at: usize = 0; at < end; at += sizeof<T>()) {
    const isRight =
      right < end &&
      (left == middle ||
        comparator(load<T>(runs + right), load<T>(runs + left)) < 0);
    store<T>(start + at, load<T>(runs + (isRight ? right : left)));
    if (isRight) right += sizeof<T>();
    else left += sizeof<T>();
  }
}

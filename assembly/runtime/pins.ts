/** Objects that stay until they are unpinned, such as those that static memory refers to. */

@unmanaged
class Pin {
  constructor(
    readonly address: usize,
    public before: Pin | null,
  ) {}
}

let last: Pin | null = null;

/** Keeps an object until it is unpinned as many times; returns its address. */
export function pin(address: usize): usize {
  if (address != 0) last = new Pin(address, last);
  return address;
}

/** Takes back a pin of an object. */
export function unpin(address: usize): void {
  if (address == 0) return;
  let after: Pin | null = null;
  let each = last;
  while (each != null && each.address != address) {
    after = each;
    each = each.before;
  }
  if (each == null) throw new Error("An object is unpinned that is not pinned");
  // The transform turns the error into a trap, after which the type is not narrowed.
  const found = changetype<Pin>(each);
  if (after == null) last = found.before;
  else after.before = found.before;
  heap.free(changetype<usize>(found));
}

/** Marks all objects that are pinned. */
export function visitPins(): void {
  let each = last;
  while (each != null) {
    __visit(each.address, 0);
    each = each.before;
  }
}

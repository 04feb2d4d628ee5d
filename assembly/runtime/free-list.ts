/** The largest size of which a list has blocks of no other size. */
export const LARGEST_SMALL: usize = 1008;

// 416 lists, up to 4 GiB.
const LISTS = memory.data(1664, 4);
const END: usize = LISTS + 1664;

/**
 * The free blocks of a size, heads included. Up to 1,008 bytes a list has blocks of one
 * size. From 1,024 on each power of two is divided into 16 lists, and a list has all
 * blocks from its size up to the next list's.
 *
 *     size   16  32 … 1,008  1,024  1,088 … 1,984  2,048  2,176 …
 *     list    1   2 …    63     64     65 …    79     80     81 …
 *
 * A block begins with the address of the next one in its list, or 0:
 *
 *     block  ┌──────┬──────┬──────────────────────┐
 *            │ size │ next │  rest of the payload │
 *            └──────┴──────┴──────────────────────┘
 *                   ▲ address, 16-aligned
 */
@unmanaged
@final
export class FreeList {
  private first: usize = 0;

  /** Returns the list of a size up to `LARGEST_SMALL`. */
  @inline
  static ofSmall(size: usize): FreeList {
    return changetype<FreeList>(LISTS + (size >> 2));
  }

  /** Returns the list that has blocks of a size. */
  @inline
  static of(size: usize): FreeList {
    if (size <= LARGEST_SMALL) return FreeList.ofSmall(size);
    const bits = <usize>27 - clz<usize>(size);
    const index = (bits << 4) + (size >> bits) - 48;
    return changetype<FreeList>(LISTS + (index << 2));
  }

  /** Returns the list of the smallest size. */
  static get all(): FreeList {
    return changetype<FreeList>(LISTS);
  }

  /** Tells whether this is a list, and not the address after the last one. */
  get isOne(): bool {
    return changetype<usize>(this) < END;
  }

  /** Returns the list of the next larger size. */
  get next(): FreeList {
    return changetype<FreeList>(changetype<usize>(this) + sizeof<usize>());
  }

  /** Takes a block out of the list; 0 where it is empty. */
  @inline
  take(): usize {
    const block = this.first;
    if (block != 0) this.first = load<usize>(block);
    return block;
  }

  /** Empties the list; each of its blocks still begins with the next one's address. */
  @inline
  takeAll(): usize {
    const block = this.first;
    this.first = 0;
    return block;
  }

  /** The first block of the list, which was added last; 0 where it is empty. */
  get last(): usize {
    return this.first;
  }

  /** Puts a block into the list. */
  @inline
  add(block: usize): void {
    store<usize>(block, this.first);
    this.first = block;
  }
}

/** Rounds a size up to the smallest of a list, so that every block in it has room. */
export function roundToList(size: usize): usize {
  if (size <= LARGEST_SMALL) return size;
  const below = ((<usize>1) << (<usize>27 - clz<usize>(size))) - 1;
  return (size + below) & ~below;
}

/**
 * The collector: it frees the objects that a filter can no longer reach. The transform
 * puts it in place of the compiler's `minimal` one (`transform/program/replace-runtime.js`).
 *
 * An object is a block of the memory manager's (`block.ts`) that begins with what the
 * collector notes. What the compiler sees begins with the fields:
 *
 *            -20    -16          -12    -8         -4     ▼ the object's address
 *     object  ┌──────┬────────────┬──────┬──────────┬──────┬──────────┐
 *             │ head │ next, mark │ gray │ class id │ size │  fields  │
 *             └──────┴────────────┴──────┴──────────┴──────┴──────────┘
 *                     ▲ the block's address
 *
 *   - `head` is the block's: its size, and whose it is.
 *   - `next` links all objects into one list, the last allocated first. Blocks are
 *     16-aligned, so its lowest bit is free: it is the mark, set once the object has
 *     been reached.
 *   - `gray` links the objects that have been reached and whose fields have not been
 *     looked at yet. It means nothing between collections.
 *   - `class id` says which fields refer to other objects, and `size` how many bytes
 *     the fields have.
 *
 * A collection marks and sweeps, without a pause in between:
 *
 *     1. visit the roots      the globals, the pins (`pins.ts`) and the shadow stack.
 *                             `visit` sets an object's mark and puts it on the gray list.
 *     2. mark                 until the gray list is empty: take an object off it, and
 *                             visit what its fields refer to. No recursion, so a long
 *                             chain of objects needs no stack.
 *     3. sweep                walk through the list of all objects: free those without
 *                             a mark, clear the mark of the others and link them again.
 *
 * The shadow stack is the compiler's: the words from `__stack_pointer` to
 * `__heap_base`, in which the functions that run keep the objects that they hold.
 * `transform/module/shadow-stack.js` leaves it only in those during whose calls a collection
 * may run.
 *
 * Literals and other static objects lie below `__heap_base` and are in no list at
 * first: their `next` is 0. One that is reached is put into it, so that its mark is
 * cleared; it is never freed. That is why `next` of the last object is `END` and not 0.
 *
 * `collection-schedule.ts` decides when to collect; `integrity.ts` checks all this.
 */
import { Block } from "./block";
import { HAS_SCRIPTS } from "../features";
import { visitPins } from "./pins";
import { visitScripts } from "./script";

/** Bytes from an object's block to its fields. */
const OVERHEAD: usize = 16;

// Where a block has what the collector notes about an object.
const GRAY: usize = 4;
const CLASS: usize = 8;
const SIZE: usize = 12;

const MARK: usize = 1;

/** The `next` of the last object; 0 is that of a static one that was never reached. */
export const END: usize = 16;

/** The compiler's limit for an object. */
const LARGEST: usize = (1 << 30) - 20;

/**
 * For tests, by `--use PROXY_WASM_EAGER_COLLECTOR=1`: collects wherever a collection
 * may happen, and overwrites what it frees.
 */
export const IS_EAGER: bool = isDefined(PROXY_WASM_EAGER_COLLECTOR);

/** The object that was allocated last, from which `next` leads to all others. */
let objects: usize = END;

/** The object to look at next, from which `gray` leads to the others. */
let gray: usize = 0;

/**
 * Which fields refer to other objects: a bit for each, or -1 for all words of an array.
 * `__visit_members` sets it: the transform (`visitors-to-bitmaps.js`) rewrites the visitor of
 * each class, which would visit the fields one by one, to do so.
 */
let fields: i32 = 0;

/**
 * Allocates an object of a class. Its fields are 0, as a collection may run before its
 * constructor has set them all. The bytes of texts and buffers are whatever was there.
 */
export function allocateObject(size: usize, id: i32): usize {
  if (size > LARGEST) throw new Error("No object is larger than a gigabyte");
  const object = Block.allocate(OVERHEAD + size);
  store<usize>(object, objects);
  objects = object;
  store<i32>(object, id, CLASS);
  store<usize>(object, size, SIZE);
  const address = object + OVERHEAD;
  if (id != idof<string>() && id != idof<ArrayBuffer>()) {
    // The room of a block is a multiple of 4.
    for (let at = address; at < address + size; at += 4) store<u32>(at, 0);
  }
  return address;
}

/**
 * Makes the buffer of an array; the compiler's function gets this body. Without data it
 * is filled with zeros, as a collection may run before all elements are written.
 */
export function newBuffer(size: usize, id: u32, data: usize = 0): usize {
  const buffer = __new(size, id);
  if (data != 0) memory.copy(buffer, data, size);
  else memory.fill(buffer, 0, size);
  return buffer;
}

/**
 * Returns an object with the same fields and room for `size`. Where it is another, the
 * first one stays until it is collected, and a pin stays with it.
 */
export function reallocateObject(address: usize, size: usize): usize {
  const object = address - OVERHEAD;
  if (address >= __heap_base && OVERHEAD + size <= Block.room(object)) {
    store<usize>(object, size, SIZE);
    return address;
  }
  const moved = allocateObject(size, load<i32>(object, CLASS));
  memory.copy(moved, address, min(size, load<usize>(object, SIZE)));
  return moved;
}

/** Returns the block of the object that was allocated last, or `END`. */
export function lastObject(): usize {
  return objects;
}

/** Returns the block of the object that was allocated before another, or `END`. */
export function objectBefore(object: usize): usize {
  return load<usize>(object) & ~MARK;
}

/** Does nothing: only a collector that runs in steps needs to see new references. */
export function link(parent: usize, child: usize, isOneOfMany: bool): void {}

/** Marks an object as reached, and puts it on the gray list. */
export function visit(address: usize, cookie: u32): void {
  if (address == 0) return;
  const object = address - OVERHEAD;
  let next = load<usize>(object);
  if ((next & MARK) != 0) return;
  if (next == 0) {
    next = objects;
    objects = object;
  }
  store<usize>(object, next | MARK);
  store<usize>(object, gray, GRAY);
  gray = object;
}

/** Frees all objects that can no longer be reached. */
export function collect(): void {
  __visit_globals(0);
  visitPins();
  if (HAS_SCRIPTS) visitScripts();
  else visitStack();
  mark();
  sweep();
}

function visitStack(): void {
  for (
    let slot = __stack_pointer;
    slot < __heap_base;
    slot += sizeof<usize>()
  ) {
    visit(load<usize>(slot), 0);
  }
}

function mark(): void {
  let field: usize = 0;
  let end: usize = 0;
  let left: i32 = 0;
  while (true) {
    // First, as V8 inlines a function's first calls: this one runs most often.
    while (left > 0) {
      visit(load<usize>(field + ctz(left) * sizeof<usize>()), 0);
      left &= left - 1;
    }
    if (left != 0) {
      for (; field < end; field += sizeof<usize>()) {
        visit(load<usize>(field), 0);
      }
    }
    if (gray == 0) return;
    field = gray + OVERHEAD;
    end = field + load<usize>(gray, SIZE);
    gray = load<usize>(gray, GRAY);
    fields = 0;
    __visit_members(field, 0);
    left = fields;
  }
}

function sweep(): void {
  let left = END;
  let object = objects;
  while (object != END) {
    const next = load<usize>(object);
    // A static object stays forever.
    if ((next & MARK) == 0 && object >= __heap_base) {
      if (isDefined(__finalize)) __finalize(object + OVERHEAD);
      if (IS_EAGER) memory.fill(object, 0xdd, Block.room(object));
      Block.free(object, Block.size(object));
    } else {
      store<usize>(object, left);
      left = object;
    }
    object = next & ~MARK;
  }
  objects = left;
}

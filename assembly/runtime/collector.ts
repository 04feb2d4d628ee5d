/**
 * The collector, in the place of the compiler's `minimal` one
 * (`transform/replace-runtime.js`): it marks what can be reached, and frees the rest
 * of all objects. An object has the layout that the compiler wants:
 *
 *     object  ┌──────┬────────────┬──────┬──────────┬──────┬──────────┐
 *             │ head │ next, mark │ gray │ class id │ size │  fields  │
 *             └──────┴────────────┴──────┴──────────┴──────┴──────────┘
 *              -20    -16          -12    -8         -4     ▲ address
 *
 * `next` leads to another object, in no order; its lowest bit is set in one that was
 * reached. `gray` leads to the next of those whose fields are yet to be looked at.
 */
import { spend } from "../abi/turn";
import { Block } from "./block";
import { LARGEST_SMALL } from "./free-list";
import { visitPins } from "./pins";

/** Bytes from an object's block to its fields. */
const OVERHEAD: usize = 16;

// Where a block has what the collector notes of an object.
const GRAY: usize = 4;
const CLASS: usize = 8;
const SIZE: usize = 12;

const MARK: usize = 1;

/** As `next` of the last object; 0 is that of a static one that was never reached. */
const END: usize = 16;

/** The compiler's limit for an object. */
const LARGEST: usize = (1 << 30) - 20;

let objects: usize = END;
let gray: usize = 0;

/**
 * Which fields lead to other objects, a bit for each, or -1 where all words of an
 * array do: `transform/note-fields.js` has the compiler's functions set it, where they
 * would visit them one by one.
 */
let fields: i32 = 0;

/** Allocates an object of a class; its fields are what was there. */
export function allocateObject(size: usize, id: i32): usize {
  if (size > LARGEST) throw new Error("No object is larger than a gigabyte");
  // The sooner a large one is free, the less memory is needed for the next.
  if (size > LARGEST_SMALL) spend(size);
  const object = Block.allocate(OVERHEAD + size);
  store<usize>(object, objects);
  objects = object;
  store<i32>(object, id, CLASS);
  store<usize>(object, size, SIZE);
  return object + OVERHEAD;
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

/** Does nothing: only a collector that runs in steps wants to know. */
export function link(parent: usize, child: usize, isOneOfMany: bool): void {}

/** Marks an object as reached; the compiler has the fields of a class call it. */
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

/** Frees all objects that can be reached neither from a global nor from a pin. */
export function collect(): void {
  __visit_globals(0);
  visitPins();
  mark();
  sweep();
}

function mark(): void {
  let field: usize = 0;
  let end: usize = 0;
  let left: i32 = 0;
  while (true) {
    // First, as V8 puts the first calls into their caller: this one is run most.
    for (; left != 0 && field < end; left >>= 1) {
      if ((left & 1) != 0) visit(load<usize>(field), 0);
      field += sizeof<usize>();
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
    // A static object stays for ever.
    if ((next & MARK) == 0 && object >= __heap_base) {
      if (isDefined(__finalize)) __finalize(object + OVERHEAD);
      Block.free(object);
    } else {
      store<usize>(object, left);
      left = object;
    }
    object = next & ~MARK;
  }
  objects = left;
}

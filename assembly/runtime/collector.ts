/**
 * The collector, in the place of the compiler's `minimal` one
 * (`transform/replace-runtime.js`). An object has the layout that the compiler wants:
 *
 *     object  ┌──────┬────────────┬──────┬──────────┬──────┬──────────┐
 *             │ head │ next, mark │ gray │ class id │ size │  fields  │
 *             └──────┴────────────┴──────┴──────────┴──────┴──────────┘
 *              -20    -16          -12    -8         -4     ▲ address
 *
 * `next` leads to another object, in no order; its lowest bit is set in one that was
 * reached. `gray` leads to the next of those whose fields are yet to be looked at.
 *
 * A collection marks what can be reached and frees the rest of all objects. It starts
 * from the globals, from the pins, and from the compiler's shadow stack: the words
 * between `__stack_pointer` and `__heap_base`, in which the functions that run keep
 * the objects that they hold.
 *
 * When to collect is decided by bytes. A collection takes as long as there is alive,
 * so the next one is due when as much again has been allocated, and not before
 * `LEAST` bytes. A request thus pays for what it allocates, whatever else lives, and
 * garbage never takes more than live objects do, or `LEAST`. The memory for the bytes
 * to come is there when a collection ends; near the limit of the memory there is less
 * of it, and the next collection is due sooner.
 *
 * Collections happen at the end of a callback, and within one at the head of each loop
 * that allocates and at the entry of each function that calls itself and allocates
 * (`transform/collect-in-loops.js`): what runs straight ahead allocates little.
 */
import { apart } from "../abi/apart";
import { openTurns } from "../abi/turn";
import { Block, reserve } from "./block";
import { visitPins } from "./pins";

/** Bytes from an object's block to its fields. */
const OVERHEAD: usize = 16;

// Where a block has what the collector notes of an object.
const GRAY: usize = 4;
const CLASS: usize = 8;
const SIZE: usize = 12;

const MARK: usize = 1;

/** As `next` of the last object; 0 is that of a static one that was never reached. */
export const END: usize = 16;

/** The compiler's limit for an object. */
const LARGEST: usize = (1 << 30) - 20;

/** The least that is allocated between two collections. */
const LEAST: usize = 32_768;

/**
 * For tests, by `--use PROXY_WASM_EAGER_COLLECTOR=1`: collects wherever a collection
 * may happen, and overwrites what it frees.
 */
const IS_EAGER: bool = isDefined(PROXY_WASM_EAGER_COLLECTOR);

let objects: usize = END;
let gray: usize = 0;

/** A collection is due once blocks use as many bytes. */
let due: usize = LEAST;

/**
 * Which fields lead to other objects, a bit for each, or -1 where all words of an
 * array do: `transform/note-fields.js` has the compiler's functions set it, where they
 * would visit them one by one.
 */
let fields: i32 = 0;

/**
 * Allocates an object of a class. Its fields are 0, as a collection may come before its
 * constructor has set them all; the bytes of texts and buffers are what was there.
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
 * Makes the buffer of an array, in place of the compiler's function. Without data it is
 * filled with zeros, as a collection may come before all elements are written.
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

/** Collects if enough was allocated: at the end of a callback, or within one. */
export function collectIfDue(): void {
  if (IS_EAGER || Block.used >= due) apart(collectInTurn)();
}

/** Collects where it may: it takes the place of the compiler's `__collect`. */
export function collectInTurn(): void {
  // Where the host calls back while it is called, the outer callback waits in it, and
  // may hold an object in a way that the shadow stack does not show.
  if (openTurns() <= 1) collect();
}

/** Frees all objects that can no longer be reached. */
function collect(): void {
  __visit_globals(0);
  visitPins();
  visitStack();
  mark();
  sweep();
  const used = Block.used;
  due = used + reserve(max(LEAST, used));
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

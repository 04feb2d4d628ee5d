/**
 * Scripts: code of a filter that may wait. The proxy cannot wait for a callback, so a
 * script that waits leaves it: each of its functions saves its frame and returns, and
 * takes it back when the script goes on. Binaryen's pass `asyncify` makes functions that
 * can do so (`transform/module/unwind-waits.js`).
 *
 *     a callback of the proxy            runScript ─▶ enter ─▶ onRequest ─▶ … ─▶ suspend
 *       suspend                          runScript ◀─ each frame is saved ◀───────┘
 *       the callback returns
 *     a later one, with what it waits for
 *       resume                           runScript ─▶ each frame is taken back ─▶ suspend
 *                                                                    … ◀───────────┘
 *
 * A script has frames of two kinds. Those of `asyncify` are written to memory that nothing
 * has used yet, at the end of the heap: what does not fit there traps at the end of the
 * memory, and overwrites nothing. The compiler's shadow stack has the objects that the
 * functions hold. All scripts have theirs in the same place, one at a time:
 *
 *     __data_end                                     BASE          __heap_base
 *     ├───────────────────────┬────────────────────────┼───────────┬────────┤
 *     │        unused         │ the script that runs   │  unused   │ proxy's│
 *     └───────────────────────┴────────────────────────┴───────────┴────────┘
 *                             ▲ __stack_pointer                    ▲ outer
 *
 * When the script waits, both are copied to a block of just their size. So a script that
 * waits takes as little memory as it can, and one that runs as much as it needs.
 */

import { entryDepth } from "../abi/entry-depth";
import { Frames } from "../abi/frames";
import { HAS_COMPILER_RUNTIME, NESTS_SCRIPTS } from "../features";
import { frameLimit, heldSize, holdWords, releaseWords } from "./held-words";

/** Where the shadow stack of a script begins; it grows downwards. */
const BASE: usize = (__heap_base - ((__heap_base - __data_end) >> 4)) & ~15;

/** A script that waits: the head of a block in which its frames and its words follow. */
@unmanaged
@final
class SavedScript {
  /** The scripts that wait, as a list. */
  previous: SavedScript | null = null;
  next: SavedScript | null = null;
  /** The bytes of `asyncify`'s frames, a multiple of 4. */
  frames: usize = 0;
  /** The bytes of the shadow stack; for the compiler's collector, where they are held. */
  words: usize = 0;

  /** Where the frames begin. */
  get framesStart(): usize {
    return changetype<usize>(this) + offsetof<SavedScript>();
  }

  /** Where the words begin. */
  get wordsStart(): usize {
    return this.framesStart + this.frames;
  }
}

// The index of a function. An import would bring its file into every module, earlier
// than others, and move what these have in static memory.
let memoryFinder: u32 = 0;

/** Sets what finds memory that nothing has used yet, for frames. */
export function useMemory(find: (size: usize) => usize): void {
  memoryFinder = find.index;
}

/** The script that runs. */
@unmanaged
@final
class RunningScript {
  /** The address of its object; 0 where none runs. */
  script: usize = 0;
  /** The depth of the callback that it runs in. */
  depth: u32 = 0;
  /** Where the proxy's side of the shadow stack was left. */
  outer: usize = 0;
  /** What that had below `BASE`, in a block behind the script around; 0 for nothing. */
  aside: usize = 0;
  /** Where its frames are saved; 0 where it does not wait. */
  frames: usize = 0;
  /** Whether it takes its frames back; a word, as what is put aside follows. */
  isRewinding: usize = 0;
}

// In functions, so that only a module that calls them has the memory.
/** Returns the script that runs. */
function theRunning(): RunningScript {
  return changetype<RunningScript>(memory.data(24, 4));
}

/** Returns what `asyncify` is given: where the next frame is, and where the memory ends. */
function theFrames(): usize {
  return memory.data(8, 4);
}

/** The scripts that wait, from the last one on. */
@unmanaged
@final
class Waiting {
  last: SavedScript | null = null;
}

function theWaiting(): Waiting {
  return changetype<Waiting>(memory.data(4, 4));
}

/** Returns the address of the object of the script that runs in this callback, or 0. */
export function runningScript(): usize {
  const running = theRunning();
  return running.depth == entryDepth() ? running.script : 0;
}

/**
 * Begins a script, or goes on with one that waits: the next call is that of its first
 * function.
 */
export function beginScript(script: usize, saved: usize): void {
  const running = theRunning();
  const outer = __stack_pointer;
  let aside: usize = 0;
  // A callback within a callback: one script has called the proxy, which calls another.
  if (outer <= BASE) aside = setAside(outer, BASE - outer);
  running.script = script;
  running.depth = entryDepth();
  running.outer = outer;
  running.aside = aside;
  running.frames = 0;
  let pointer = BASE;
  if (saved != 0) {
    const frames = changetype<SavedScript>(saved);
    unlink(frames);
    const start = frames.wordsStart;
    let size = frames.words;
    let words = start;
    if (HAS_COMPILER_RUNTIME) {
      words = size;
      size = heldSize(words);
    }
    pointer -= size;
    memory.copy(pointer, words, size);
    if (HAS_COMPILER_RUNTIME) releaseWords(words);
    running.isRewinding = 1;
    const data = theFrames();
    store<usize>(data, start);
    store<usize>(data, start, sizeof<usize>());
    Frames.restore(data);
  }
  // The compiler's collector looks at what is between.
  if (HAS_COMPILER_RUNTIME && outer > BASE) memory.fill(BASE, 0, outer - BASE);
  __stack_pointer = pointer;
}

/**
 * Ends what `beginScript` has begun, once the script's first function has returned.
 * Returns the script where it waits, and 0 where it has ended; `before` is what it went on
 * from.
 */
export function endScript(before: usize): usize {
  const running = theRunning();
  // Until then no function may run that has `asyncify`'s code, and in a debug build even
  // those of the memory manager may.
  if (running.frames != 0) Frames.endSave();
  if (before != 0) heap.free(before);
  const saved: usize = running.frames == 0 ? 0 : save();
  const outer = running.outer;
  const aside = running.aside;
  running.script = 0;
  if (aside != 0) takeBack(aside, outer, BASE - outer);
  __stack_pointer = outer;
  return saved;
}

/** Puts aside the script that runs, and words of the shadow stack; returns where. */
function setAside(from: usize, size: usize): usize {
  const running = theRunning();
  const aside = heap.alloc(offsetof<RunningScript>() + size);
  memory.copy(aside, changetype<usize>(running), offsetof<RunningScript>());
  const words = aside + offsetof<RunningScript>();
  if (HAS_COMPILER_RUNTIME) store<usize>(words, holdWords(from, size));
  else memory.copy(words, from, size);
  return aside;
}

/** Takes back what was put aside. */
function takeBack(aside: usize, to: usize, size: usize): void {
  const running = theRunning();
  memory.copy(changetype<usize>(running), aside, offsetof<RunningScript>());
  const words = aside + offsetof<RunningScript>();
  const held = HAS_COMPILER_RUNTIME ? load<usize>(words) : words;
  memory.copy(to, held, size);
  if (HAS_COMPILER_RUNTIME) releaseWords(held);
  heap.free(aside);
}

/** Copies what a script has saved to a block. */
function save(): usize {
  const running = theRunning();
  const from = running.frames;
  const frames = load<usize>(theFrames()) - from;
  const pointer = __stack_pointer;
  const words = BASE - pointer;
  // The block may be where the frames are: they are moved before all else is written.
  const saved = heap.alloc(
    offsetof<SavedScript>() + frames + (HAS_COMPILER_RUNTIME ? 0 : words),
  );
  memory.copy(saved + offsetof<SavedScript>(), from, frames);
  const script = changetype<SavedScript>(saved);
  script.frames = frames;
  if (HAS_COMPILER_RUNTIME) {
    script.words = holdWords(pointer, words);
  } else {
    script.words = words;
    memory.copy(script.wordsStart, pointer, words);
  }
  script.previous = null;
  const waiting = theWaiting();
  const next = waiting.last;
  script.next = next;
  if (next != null) next.previous = script;
  waiting.last = script;
  return saved;
}

/** Forgets a script that waits, as what it waits for does not come any more. */
export function dropScript(saved: usize): void {
  const script = changetype<SavedScript>(saved);
  unlink(script);
  if (HAS_COMPILER_RUNTIME) releaseWords(script.words);
  heap.free(saved);
}

function unlink(script: SavedScript): void {
  const previous = script.previous;
  const next = script.next;
  if (previous == null) theWaiting().last = next;
  else previous.next = next;
  if (next != null) next.previous = previous;
}

/**
 * Has the script that runs, which the caller has checked, wait, and returns once it goes
 * on. All functions that lead here have `asyncify`'s code.
 */
export function suspend(): void {
  const running = theRunning();
  const data = theFrames();
  if (running.isRewinding != 0) {
    running.isRewinding = 0;
    Frames.endRestore();
    return;
  }
  const start = call_indirect<usize>(memoryFinder, frameRoom());
  running.frames = start;
  store<usize>(data, start);
  store<usize>(data, frameLimit(start), sizeof<usize>());
  Frames.save(data);
}

/**
 * Returns the bytes that all frames of a script may have. The transform, which knows,
 * puts the number here; the address keeps the optimizer from doing so.
 */
export function frameRoom(): usize {
  return load<usize>(theFrames());
}

/** Marks what the script that runs holds, and all that wait, and the proxy's side. */
export function visitScripts(): void {
  const running = theRunning();
  let pointer = __stack_pointer;
  if (running.script != 0) {
    visitWords(pointer, BASE);
    pointer = running.outer;
    if (NESTS_SCRIPTS) {
      let around = running;
      while (around.aside != 0) {
        const outer = around.outer;
        around = changetype<RunningScript>(around.aside);
        const words = changetype<usize>(around) + offsetof<RunningScript>();
        visitWords(words, words + BASE - outer);
      }
      pointer = around.outer;
    } else if (pointer < BASE) {
      const words = running.aside + offsetof<RunningScript>();
      visitWords(words, words + BASE - pointer);
      pointer = BASE;
    }
  }
  visitWords(pointer, __heap_base);
  let each = theWaiting().last;
  while (each != null) {
    const start = each.wordsStart;
    visitWords(start, start + each.words);
    each = each.next;
  }
}

function visitWords(from: usize, end: usize): void {
  for (let word = from; word < end; word += sizeof<usize>()) {
    __visit(load<usize>(word), 0);
  }
}

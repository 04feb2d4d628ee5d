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
import { HAS_COMPILER_RUNTIME } from "../features";
import { frameLimit, holdWords, releaseWords } from "./held-words";
import { refuseWait } from "./refuse-wait";

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
  /** The bytes of the shadow stack. */
  words: usize = 0;
  /** The bytes that the block has room for, behind this. */
  room: usize = 0;
  /** Where the words are held for the compiler's collector. */
  held: usize = 0;

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
  /** What that had below `BASE`, in a block; 0 for nothing. */
  aside: usize = 0;
  /** The script that it was before it went on; 0 for a new one. */
  saved: usize = 0;
  /** Where its frames are being saved. */
  frames: usize = 0;
  /** Whether it takes its frames back. */
  isRewinding: bool = false;
  /** Whether it has saved its frames. */
  isWaiting: bool = false;
}

// In functions, so that only a module that calls them has the memory.
/** Returns the script that runs. */
function theRunning(): RunningScript {
  return changetype<RunningScript>(memory.data(32, 4));
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
 * function. Returns what `endScript` needs.
 */
export function beginScript(script: usize, saved: usize): usize {
  const running = theRunning();
  const data = theFrames();
  const outer = __stack_pointer;
  let around: usize = 0;
  // A callback within a callback: one script has called the proxy, which calls another.
  if (running.script != 0) {
    around = heap.alloc(offsetof<RunningScript>());
    memory.copy(around, changetype<usize>(running), offsetof<RunningScript>());
  }
  let aside: usize = 0;
  if (outer < BASE) {
    aside = holdWords(outer, BASE - outer);
  }
  running.script = script;
  running.depth = entryDepth();
  running.outer = outer;
  running.aside = aside;
  running.saved = saved;
  running.isWaiting = false;
  let pointer = BASE;
  if (saved != 0) {
    const frames = changetype<SavedScript>(saved);
    unlink(frames);
    const start = frames.wordsStart;
    pointer -= frames.words;
    const held = HAS_COMPILER_RUNTIME ? frames.held : start;
    copyWords(pointer, held, frames.words);
    if (HAS_COMPILER_RUNTIME) releaseWords(held);
    running.isRewinding = true;
    store<usize>(data, start);
    store<usize>(data, start, sizeof<usize>());
    Frames.restore(data);
  }
  // The compiler's collector looks at what is between.
  if (HAS_COMPILER_RUNTIME && outer > BASE) memory.fill(BASE, 0, outer - BASE);
  __stack_pointer = pointer;
  return around;
}

/**
 * Ends what `beginScript` has begun, once the script's first function has returned.
 * Returns the script where it waits, and 0 where it has ended.
 */
export function endScript(around: usize): usize {
  const running = theRunning();
  let saved = running.saved;
  if (running.isWaiting) {
    Frames.endSave();
    saved = save(saved);
  } else if (saved != 0) {
    heap.free(saved);
    saved = 0;
  }
  const outer = running.outer;
  const aside = running.aside;
  if (aside != 0) {
    memory.copy(outer, aside, BASE - outer);
    releaseWords(aside);
  }
  __stack_pointer = outer;
  running.script = 0;
  if (around != 0) {
    memory.copy(changetype<usize>(running), around, offsetof<RunningScript>());
    heap.free(around);
  }
  return saved;
}

/** Copies what a script has saved to its block, or to another where that is too small. */
function save(old: usize): usize {
  const running = theRunning();
  const data = theFrames();
  const from = running.frames;
  const frames = load<usize>(data) - from;
  const pointer = __stack_pointer;
  const words = BASE - pointer;
  const room = frames + words;
  let saved = old;
  if (saved == 0 || room > changetype<SavedScript>(saved).room) {
    if (saved != 0) heap.free(saved);
    // The block may be where the frames are: they are moved before all else is written.
    saved = heap.alloc(offsetof<SavedScript>() + room);
    copyWords(saved + offsetof<SavedScript>(), from, frames);
    changetype<SavedScript>(saved).room = room;
  } else {
    copyWords(saved + offsetof<SavedScript>(), from, frames);
  }
  const script = changetype<SavedScript>(saved);
  script.frames = frames;
  script.words = words;
  if (HAS_COMPILER_RUNTIME) script.held = holdWords(pointer, words);
  else copyWords(script.wordsStart, pointer, words);
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
  if (HAS_COMPILER_RUNTIME) releaseWords(script.held);
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
 * Has the script that runs wait, and returns once it goes on. All functions that lead
 * here have `asyncify`'s code.
 */
export function suspend(): void {
  const running = theRunning();
  const data = theFrames();
  if (running.isRewinding) {
    running.isRewinding = false;
    Frames.endRestore();
    return;
  }
  if (runningScript() == 0) refuseWait();
  const start = call_indirect<usize>(memoryFinder, frameRoom());
  running.frames = start;
  running.isWaiting = true;
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
    if (running.aside != 0) {
      visitWords(running.aside, running.aside + BASE - pointer);
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

/** Copies words, whose number is small; up or down the memory, as they may overlap. */
function copyWords(to: usize, from: usize, size: usize): void {
  if (to > from) {
    for (let at = size; at != 0;) {
      at -= sizeof<usize>();
      store<usize>(to + at, load<usize>(from + at));
    }
  } else {
    for (let at: usize = 0; at < size; at += sizeof<usize>()) {
      store<usize>(to + at, load<usize>(from + at));
    }
  }
}

import { OP } from "./program.js";

/**
 * From a program to states, each of which is all that the program may be at, as
 * `assembly/patterns/lazy-automaton.ts` makes them one by one.
 *
 * @typedef {import("./program.js").Program} Program
 *
 * @typedef {object} State
 * @property {number[]} matched The patterns that have matched before the last byte.
 * @property {number[]} next By class; the last is that of the end.
 *
 * @typedef {object} States
 * @property {State[]} states The first is left by nothing.
 * @property {number} start
 * @property {number[]} classes Of each byte.
 * @property {number} width How many classes there are, with that of the end.
 */

/** How many states are made before those that are alike become one. */
const MAX_STATES = 4000;
/** How many steps are looked at for it, so that no build takes long. */
const MAX_WORK = 5_000_000;

const LOOK = {
  beginLine: 1,
  endLine: 2,
  beginText: 4,
  endText: 8,
  word: 16,
  noWord: 32,
};
const WORD = LOOK.word | LOOK.noWord;

/**
 * Makes the states of a program; undefined where there are too many.
 *
 * @param {Program} program
 * @param {boolean} isSet Whether each pattern counts, and not only that one matches.
 * @returns {States | undefined}
 */
export function statesOf(program, isSet) {
  const { steps, start } = program;
  const looks = steps
    .filter(({ op }) => op === OP.look)
    .reduce((all, { low }) => all | low, 0);
  const { classes, samples } = classify(program, looks);
  const isOpen = closure(steps, [start], 0xff & ~LOOK.beginText).length > 0;
  /** @type {State[]} */
  const states = [{ matched: [], next: [] }];
  /** @type {{ at: number[], before: number }[]} */
  const contents = [{ at: [], before: -1 }];
  /** @type {Map<string, number>} */
  const known = new Map();
  const first = stateOf([start], [], -1);
  let work = 0;
  for (let index = 0; index < states.length; index++) {
    if (states.length > MAX_STATES || work > MAX_WORK) return undefined;
    const { at, before } = contents[index];
    // One that the end has led to, or a match, is left by nothing.
    states[index].next = samples.map((byte) =>
      at.length === 0 ? 0 : follow(at, before, byte),
    );
  }
  return { states, start: first, classes, width: samples.length };

  /**
   * @param {number[]} at
   * @param {number} before
   * @param {number} byte
   */
  function follow(at, before, byte) {
    const now = closure(steps, at, looksBetween(before, byte)).map(
      (each) => steps[each],
    );
    work += now.length + at.length;
    const matched = now
      .filter(({ op }) => op === OP.match)
      .map(({ argument }) => argument);
    if (matched.length > 0 && !isSet) return stateOf([], [0], -1);
    const after = now
      .filter(
        ({ op, low, high }) => op === OP.byte && byte >= low && byte <= high,
      )
      .map(({ out }) => out);
    if (isOpen && byte >= 0) after.push(start);
    return stateOf(after, matched, byte);
  }

  /**
   * @param {number[]} at
   * @param {number[]} matched
   * @param {number} byte
   */
  function stateOf(at, matched, byte) {
    const distinct = [...new Set(at)].toSorted((a, b) => a - b);
    const patterns = [...new Set(matched)].toSorted((a, b) => a - b);
    if (distinct.length === 0 && patterns.length === 0) return 0;
    const before = kindOf(byte);
    const key = `${distinct.join()};${patterns.join()};${distinct.length > 0 ? before : ""}`;
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, states.length);
    contents.push({ at: distinct, before });
    return states.push({ matched: patterns, next: [] }) - 1;
  }

  /** @param {number} byte */
  function kindOf(byte) {
    if (byte < 0) return byte;
    if ((looks & LOOK.beginLine) !== 0 && byte === 0x0a) return 0x0a;
    return (looks & WORD) !== 0 && isWord(byte) ? 0x61 : 0;
  }
}

/**
 * Returns the bytes and the matches that steps lead to.
 *
 * @param {import("./program.js").Step[]} steps
 * @param {number[]} from
 * @param {number} looks
 */
function closure(steps, from, looks) {
  const seen = new Set();
  const found = [];
  const waiting = from.toReversed();
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const { op, low, out, argument } = steps[at];
    if (op === OP.byte || op === OP.match) found.push(at);
    else if (op === OP.fork) waiting.push(argument, out);
    else if (op === OP.look ? (looks & low) !== 0 : op !== OP.fail)
      waiting.push(out);
  }
  return found;
}

/** @param {number} byte */
function isWord(byte) {
  return byte >= 0 && /\w/.test(String.fromCharCode(byte));
}

/**
 * @param {number} before Negative where there is no byte.
 * @param {number} after
 */
function looksBetween(before, after) {
  const isInCharacter = after >= 0x80 && after < 0xc0;
  const word = isWord(before) !== isWord(after) ? LOOK.word : LOOK.noWord;
  return (
    (isInCharacter ? 0 : word) |
    (before < 0 ? LOOK.beginText : 0) |
    (before < 0 || before === 0x0a ? LOOK.beginLine : 0) |
    (after < 0 ? LOOK.endText : 0) |
    (after < 0 || after === 0x0a ? LOOK.endLine : 0)
  );
}

/**
 * Gives each byte a class, and each class a byte; the end, the last, has -1.
 *
 * @param {Program} program
 * @param {number} looks
 */
function classify({ steps }, looks) {
  const cuts = new Set(
    steps.flatMap(({ op, low, high }) =>
      op === OP.byte ? [low, high + 1] : [],
    ),
  );
  if ((looks & (LOOK.beginLine | LOOK.endLine)) !== 0) cuts.add(0x0a).add(0x0b);
  if ((looks & WORD) !== 0) cuts.add(0x80).add(0xc0);
  const classes = [];
  const samples = [];
  for (let byte = 0; byte < 256; byte++) {
    const isWordCut = (looks & WORD) !== 0 && isWord(byte) !== isWord(byte - 1);
    if (byte === 0 || cuts.has(byte) || isWordCut) samples.push(byte);
    classes.push(samples.length - 1);
  }
  return { classes, samples: [...samples, -1] };
}

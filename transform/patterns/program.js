/**
 * Programs for patterns, as `assembly/patterns/regex-program.ts` has them: from those of
 * RE2JS, which takes characters, to those that take bytes.
 *
 * @typedef {object} Step
 * @property {number} op
 * @property {number} low
 * @property {number} high
 * @property {number} out
 * @property {number} argument
 *
 * @typedef {object} Program
 * @property {Step[]} steps
 * @property {number} start
 * @property {number} groups
 * @property {string[]} names One for each group, empty where it has none.
 */

/** What a step does. */
export const OP = {
  fail: 0,
  fork: 1,
  keep: 2,
  look: 3,
  match: 4,
  byte: 5,
  /** Goes on elsewhere; a program that is finished has none. */
  jump: 6,
};

/** What an instruction of RE2JS does. */
const INST = {
  alt: 1,
  altMatch: 2,
  capture: 3,
  look: 4,
  fail: 5,
  match: 6,
  nop: 7,
  rune: 8,
  rune1: 9,
  any: 10,
  anyNotNewline: 11,
};
const FOLD_CASE = 1;

const LAST = 0x10ffff;
/** No character above has another case. */
const LAST_LETTER = 0x1e943;

/**
 * Makes a program of one pattern, with its groups.
 *
 * @param {import("./parse.js").Parsed} parsed
 * @returns {Program}
 */
export function patternProgram({ insts, start, names }) {
  const program = new Assembler();
  const match = program.add(OP.match);
  const end = program.add(OP.keep, 0, 0, match, 1);
  const first = program.insts(insts, start, end);
  const begin = program.add(OP.keep, 0, 0, first, 0);
  return { ...program.finish(begin), groups: names.length, names };
}

/**
 * Makes a program of several patterns, which keeps no positions.
 *
 * @param {import("./parse.js").Parsed[]} patterns
 * @returns {Program}
 */
export function setProgram(patterns) {
  const program = new Assembler();
  const starts = patterns.map(({ insts, start }, index) =>
    program.insts(insts, start, program.add(OP.match, 0, 0, 0, index)),
  );
  const start = starts.reduceRight(
    (rest, each) => (rest < 0 ? each : program.add(OP.fork, 0, 0, each, rest)),
    -1,
  );
  return { ...program.finish(Math.max(0, start)), groups: 0, names: [] };
}

/**
 * Returns a program as its bytes.
 *
 * @param {Program} program
 */
export function programBytes({ steps, start, groups, names }) {
  const head = new Uint32Array([steps.length, start, groups]);
  const words = Uint32Array.from(
    steps.flatMap(({ op, low, high, out, argument }) => [
      op | (low << 8) | (high << 16),
      (out | (argument << 16)) >>> 0,
    ]),
  );
  const texts = names.map((name) => Buffer.from(name));
  return [
    ...new Uint8Array(head.buffer),
    ...new Uint8Array(words.buffer),
    ...texts.flatMap((text) => [text.length, ...text]),
  ];
}

class Assembler {
  /** @type {Step[]} */
  steps = [{ op: OP.fail, low: 0, high: 0, out: 0, argument: 0 }];

  /** @param {number} op */
  add(op, low = 0, high = 0, out = 0, argument = 0) {
    return this.steps.push({ op, low, high, out, argument }) - 1;
  }

  /**
   * Returns the steps that a program needs, without its jumps, and the first of them.
   *
   * @param {number} start
   */
  finish(start) {
    const { steps } = this;
    /** @type {(at: number) => number} */
    const targetOf = (at) => {
      const seen = new Set();
      let target = at;
      while (steps[target].op === OP.jump) {
        // One that leads to itself alone leads nowhere.
        if (seen.has(target)) return 0;
        seen.add(target);
        target = steps[target].out;
      }
      return target;
    };
    /** @type {Map<number, number>} */
    const places = new Map();
    /** @type {number[]} */
    const kept = [];
    const placeOf = (/** @type {number} */ at) => {
      const target = targetOf(at);
      const known = places.get(target);
      if (known !== undefined) return known;
      places.set(target, kept.length);
      return kept.push(target) - 1;
    };
    placeOf(0);
    const first = placeOf(start);
    /** @type {Step[]} */
    const finished = [];
    // It grows meanwhile by what its steps lead to.
    for (const at of kept) {
      const { op, low, high, out, argument } = steps[at];
      const isFork = op === OP.fork;
      finished.push({
        ...{ op, low, high },
        out: op === OP.match || op === OP.fail ? 0 : placeOf(out),
        argument: isFork ? placeOf(argument) : argument,
      });
    }
    return { steps: finished, start: first };
  }

  /**
   * Adds the instructions of a pattern; returns where it begins.
   *
   * @param {import("./parse.js").Inst[]} insts
   * @param {number} start
   * @param {number} match Where it goes on when it has matched.
   */
  insts(insts, start, match) {
    // Each begins with a jump, as what it leads to may come later.
    const begins = insts.map(({ op }) =>
      op === INST.match ? match : this.add(OP.jump),
    );
    for (const [index, { op, out, arg, runes }] of insts.entries()) {
      const next = begins[out];
      const jump = this.steps[begins[index]];
      switch (op) {
        case INST.match:
          break;
        case INST.alt:
        case INST.altMatch:
          Object.assign(jump, {
            op: OP.fork,
            out: next,
            argument: begins[arg],
          });
          break;
        case INST.capture:
          Object.assign(jump, { op: OP.keep, out: next, argument: arg });
          break;
        case INST.look:
          Object.assign(jump, { op: OP.look, low: arg, out: next });
          break;
        case INST.nop:
          jump.out = next;
          break;
        case INST.fail:
          jump.op = OP.fail;
          break;
        default:
          jump.out = this.characters(rangesOf(op, arg, runes), next);
      }
    }
    return begins[start];
  }

  /**
   * @param {[number, number][]} ranges
   * @param {number} next
   */
  characters(ranges, next) {
    const starts = ranges.flatMap(([from, to]) =>
      byteRanges(from, to).map((bytes) =>
        bytes.reduceRight(
          (after, [low, high]) => this.add(OP.byte, low, high, after),
          next,
        ),
      ),
    );
    if (starts.length === 0) return 0;
    return starts.reduceRight((rest, each) =>
      this.add(OP.fork, 0, 0, each, rest),
    );
  }
}

/**
 * Returns the characters that an instruction takes.
 *
 * @param {number} op
 * @param {number} arg
 * @param {ArrayLike<number>} runes
 * @returns {[number, number][]}
 */
function rangesOf(op, arg, runes) {
  if (op === INST.any) return [[0, LAST]];
  if (op === INST.anyNotNewline)
    return [
      [0, 0x09],
      [0x0b, LAST],
    ];
  if (runes.length === 1)
    return op === INST.rune && (arg & FOLD_CASE) !== 0
      ? casesOf(runes[0]).map((each) => [each, each])
      : [[runes[0], runes[0]]];
  return Array.from({ length: runes.length >> 1 }, (_, index) => [
    runes[index * 2],
    runes[index * 2 + 1],
  ]);
}

/** @type {Map<string, number[]> | undefined} */
let cases;

/**
 * Returns a character in all its cases, by Unicode's simple folding.
 *
 * @param {number} point
 */
function casesOf(point) {
  const of = (/** @type {number} */ each) => {
    const text = String.fromCodePoint(each);
    const lower = text.toLowerCase();
    const upper = lower.toUpperCase();
    // What becomes several characters has no simple case.
    return [...upper].length === 1 ? upper.toLowerCase() : lower;
  };
  if (!cases) {
    cases = new Map();
    for (let each = 0; each <= LAST_LETTER; each++) {
      const key = of(each);
      const known = cases.get(key);
      if (known) known.push(each);
      else cases.set(key, [each]);
    }
  }
  return cases.get(of(point)) ?? [point];
}

const SIZES = [0x7f, 0x7ff, 0xd7ff, 0xdfff, 0xffff];

/**
 * Returns the characters from one to another as sequences of ranges of bytes, in UTF-8.
 *
 * @param {number} from
 * @param {number} to
 * @returns {[number, number][][]}
 */
export function byteRanges(from, to) {
  const cut = cutOf(from, to);
  if (cut > 0) return [...byteRanges(from, cut - 1), ...byteRanges(cut, to)];
  // UTF-8 has no surrogates.
  if (from > to || (from >= 0xd800 && to <= 0xdfff)) return [];
  const [low, high] = [from, to].map((point) =>
    Buffer.from(String.fromCodePoint(point)),
  );
  return [Array.from(low, (byte, index) => [byte, high[index]])];
}

/**
 * Returns where a range is to be cut so that each byte of it is a range; 0 where nowhere.
 *
 * @param {number} from
 * @param {number} to
 */
function cutOf(from, to) {
  for (const last of SIZES) if (from <= last && to > last) return last + 1;
  const trails = from < 0x80 ? 0 : from < 0x800 ? 1 : from < 0x10000 ? 2 : 3;
  for (let i = 1; i <= trails; i++) {
    const mask = (1 << (6 * i)) - 1;
    if ((from & ~mask) === (to & ~mask)) continue;
    if ((from & mask) !== 0) return (from | mask) + 1;
    if ((to & mask) !== mask) return to & ~mask;
  }
  return 0;
}

/**
 * Regular expressions for `@pattern`, as a table that goes through a text once: there is
 * no engine in the module, and no text takes longer than its length.
 *
 * What is understood is what JSON Schema recommends for patterns that every
 * implementation reads alike: literals of ASCII, `.`, classes, `\d \w \s`, groups, `|`,
 * `* + ? {m,n}`, and `^` and `$` at the two ends.
 */

/** ASCII, and one symbol for all that is above. */
const OTHER = 128;
const SYMBOLS = 129;

/** How many states a table may have: it is a part of the module. */
const MAX_STATES = 250;
const MAX_REPEAT = 255;

/** How many bytes it may have: the description of a key has two bytes for its size. */
const MAX_BYTES = 30_000;

/**
 * @typedef {Set<number>} Symbols
 * @typedef {{ kind: "symbols", symbols: Symbols } | { kind: "all", parts: Part[] } | { kind: "any", parts: Part[] } | { kind: "repeat", part: Part, from: number, to: number }} Part
 *
 * @typedef {object} State
 * @property {boolean} accepts
 * @property {number[]} next By symbol; -1 where no text matches that goes on so.
 */

/**
 * Says why a pattern is not understood; undefined where it is.
 *
 * @param {string} pattern
 * @returns {string | undefined}
 */
export function patternProblem(pattern) {
  try {
    void new RegExp(pattern, "u");
    const bytes = patternBytes(compilePattern(pattern));
    const isLarge = bytes.length > MAX_BYTES || bytes.some(isNoByte);
    return isLarge ? refused("too many states").message : undefined;
  } catch (error) {
    return /** @type {Error} */ (error).message.replace(/\.$/, "");
  }
}

/** @param {number} value */
function isNoByte(value) {
  return value > 255;
}

/**
 * Compiles a pattern to states, of which the first is where a text begins.
 *
 * @param {string} pattern
 * @returns {State[]}
 */
export function compilePattern(pattern) {
  const { part, fromStart, toEnd } = new PatternParser(pattern).parse();
  const anything = repeat(symbolsPart(everySymbol()), 0, Infinity);
  return minimized(
    determined({
      kind: "all",
      parts: [
        ...(fromStart ? [] : [anything]),
        part,
        ...(toEnd ? [] : [anything]),
      ],
    }),
  );
}

/**
 * Returns the states as bytes. Each has how many ranges follow, twice, and one more where
 * a text may end; and for each range its first symbol, its last, and where the next state
 * is, in two bytes.
 *
 * @param {State[]} states
 */
export function patternBytes(states) {
  const ranges = states.map(({ next }) => rangesOf(next));
  const at = ranges.map((_, index) =>
    ranges.slice(0, index).reduce((sum, each) => sum + 1 + each.length * 4, 0),
  );
  return states.flatMap(({ accepts }, index) => [
    (ranges[index].length << 1) | Number(accepts),
    ...ranges[index].flatMap(([from, to, state]) => [
      from,
      to,
      at[state] & 0xff,
      at[state] >> 8,
    ]),
  ]);
}

/** @param {number[]} next */
function rangesOf(next) {
  /** @type {[number, number, number][]} */
  const ranges = [];
  for (const [symbol, state] of next.entries()) {
    const last = ranges.at(-1);
    if (state < 0) continue;
    if (last && last[1] === symbol - 1 && last[2] === state) last[1] = symbol;
    else ranges.push([symbol, symbol, state]);
  }
  return ranges;
}

/** @param {string} what */
function refused(what) {
  return new Error(`the pattern has ${what}, which is not understood`);
}

class PatternParser {
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  parse() {
    const fromStart = this.#skip("^");
    const part = this.#alternatives();
    const toEnd = this.#skip("$");
    if (this.#at < this.text.length) throw refused(`a ${this.#peek()} here`);
    if ((fromStart || toEnd) && part.kind === "any")
      throw refused("^ or $ beside a | that is in no group");
    return { part, fromStart, toEnd };
  }

  /** @returns {Part} */
  #alternatives() {
    const parts = [this.#sequence()];
    while (this.#skip("|")) parts.push(this.#sequence());
    return parts.length === 1 ? parts[0] : { kind: "any", parts };
  }

  /** @returns {Part} */
  #sequence() {
    /** @type {Part[]} */
    const parts = [];
    while (this.#at < this.text.length && !"|)$".includes(this.#peek()))
      parts.push(this.#repeated());
    return { kind: "all", parts };
  }

  #repeated() {
    const part = this.#atom();
    const repeated = this.#times(part);
    // Whether as few as possible are tried first, the same texts match.
    if (repeated !== part) this.#skip("?");
    return repeated;
  }

  /** @param {Part} part */
  #times(part) {
    if (this.#skip("*")) return repeat(part, 0, Infinity);
    if (this.#skip("+")) return repeat(part, 1, Infinity);
    if (this.#skip("?")) return repeat(part, 0, 1);
    return this.#peek() === "{" ? this.#counted(part) : part;
  }

  /** @param {Part} part */
  #counted(part) {
    const [whole, from, comma, to] =
      /^\{(\d+)(,?)(\d*)\}/.exec(this.text.slice(this.#at)) ?? [];
    if (whole === undefined) throw refused("a {");
    this.#at += whole.length;
    const least = Number(from);
    const most = to ? Number(to) : comma ? Infinity : least;
    if (Math.max(least, most === Infinity ? 0 : most) > MAX_REPEAT)
      throw refused(`more than ${MAX_REPEAT} repetitions`);
    return repeat(part, least, most);
  }

  /** @returns {Part} */
  #atom() {
    const unit = this.#take();
    if (unit === "(") {
      if (this.#skip("?") && !this.#skip(":")) throw refused("(?");
      const part = this.#alternatives();
      if (!this.#skip(")")) throw refused("a group without an end");
      return part;
    }
    if (unit === "[") return symbolsPart(this.#class());
    if (unit === "\\") return symbolsPart(this.#escape());
    if (unit === ".") return symbolsPart(without(setOf("\n\r")));
    if ("*+?{}^".includes(unit)) throw refused(`a ${unit} here`);
    return symbolsPart(setOf(unit));
  }

  #class() {
    const isNegated = this.#skip("^");
    /** @type {Symbols} */
    const found = new Set();
    while (!this.#skip("]")) {
      const from = this.#member();
      if (from.size === 1 && this.#peek() === "-" && this.#peek(1) !== "]") {
        this.#take();
        const [first] = from;
        const [last] = this.#member();
        for (let each = first; each <= last; each++) found.add(each);
      } else for (const each of from) found.add(each);
    }
    return isNegated ? without(found) : found;
  }

  #member() {
    const unit = this.#take();
    return unit === "\\" ? this.#escape() : setOf(unit);
  }

  #escape() {
    const unit = this.#take();
    switch (unit) {
      case "d":
        return setOf(DIGITS);
      case "D":
        return without(setOf(DIGITS));
      case "w":
        return setOf(WORD);
      case "W":
        return without(setOf(WORD));
      case "s":
        return setOf(SPACE);
      case "n":
        return setOf("\n");
      case "r":
        return setOf("\r");
      case "t":
        return setOf("\t");
      default:
        if (/[A-Za-z0-9]/.test(unit)) throw refused(`\\${unit}`);
        return setOf(unit);
    }
  }

  #peek(ahead = 0) {
    return this.text.charAt(this.#at + ahead);
  }

  #take() {
    const unit = this.text.charAt(this.#at++);
    if (unit === "") throw refused("an end here");
    return unit;
  }

  /** @param {string} unit */
  #skip(unit) {
    if (this.#peek() !== unit) return false;
    this.#at++;
    return true;
  }
}

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const WORD = `${DIGITS}${LETTERS}${LETTERS.toUpperCase()}_`;
const SPACE = " \t\n\r\v\f";

/** @param {string} units @returns {Symbols} */
function setOf(units) {
  const codes = [...units].map((unit) => unit.codePointAt(0) ?? 0);
  if (codes.some((code) => code >= OTHER))
    throw refused("a letter beyond ASCII");
  return new Set(codes);
}

function everySymbol() {
  return new Set(Array.from({ length: SYMBOLS }, (_, index) => index));
}

/** @param {Symbols} symbols */
function without(symbols) {
  return new Set([...everySymbol()].filter((each) => !symbols.has(each)));
}

/** @param {Symbols} symbols @returns {Part} */
function symbolsPart(symbols) {
  return { kind: "symbols", symbols };
}

/**
 * @param {Part} part
 * @param {number} from
 * @param {number} to
 * @returns {Part}
 */
function repeat(part, from, to) {
  return { kind: "repeat", part, from, to };
}

/** A machine that may be in several states at once. */
class Machine {
  /** @type {number[][]} */
  empty = [];
  /** @type {({ symbols: Symbols, to: number } | undefined)[]} */
  steps = [];

  add() {
    this.empty.push([]);
    return this.empty.length - 1;
  }

  /**
   * Adds what a part is behind a state, and returns the state after it.
   *
   * @param {Part} part
   * @param {number} from
   * @returns {number}
   */
  build(part, from) {
    if (this.empty.length > 20_000) throw refused("too many states");
    switch (part.kind) {
      case "symbols": {
        const to = this.add();
        this.steps[from] = { symbols: part.symbols, to };
        return to;
      }
      case "all":
        return part.parts.reduce(
          (state, each) => this.build(each, this.#after(state)),
          from,
        );
      case "any": {
        const ends = part.parts.map((each) =>
          this.build(each, this.#after(from)),
        );
        const end = this.add();
        for (const each of ends) this.empty[each].push(end);
        return end;
      }
      case "repeat":
        return this.#repeat(part, from);
    }
  }

  /** @param {number} state */
  #after(state) {
    const next = this.add();
    this.empty[state].push(next);
    return next;
  }

  /**
   * @param {Part & { kind: "repeat" }} repeated
   * @param {number} from
   */
  #repeat({ part, from: least, to: most }, from) {
    let state = from;
    for (let i = 0; i < least; i++)
      state = this.build(part, this.#after(state));
    if (most === Infinity) {
      const loop = this.#after(state);
      this.empty[this.build(part, this.#after(loop))].push(loop);
      return this.#after(loop);
    }
    const end = this.add();
    for (let i = least; i < most; i++) {
      this.empty[state].push(end);
      state = this.build(part, this.#after(state));
    }
    this.empty[state].push(end);
    return end;
  }

  /** @param {Iterable<number>} states */
  closure(states) {
    const found = new Set(states);
    for (const state of found)
      for (const next of this.empty[state]) found.add(next);
    return [...found].toSorted((one, other) => one - other);
  }
}

/** @param {Part} part */
function determined(part) {
  const machine = new Machine();
  const start = machine.add();
  const end = machine.build(part, start);
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {number[][]} */
  const sets = [];
  const numberOf = (/** @type {number[]} */ set) => {
    const key = set.join();
    const number = known.get(key) ?? sets.length;
    if (number === sets.length) {
      known.set(key, number);
      sets.push(set);
    }
    return number;
  };
  numberOf(machine.closure([start]));
  /** @type {State[]} */
  const states = [];
  for (const set of sets) {
    /** @type {Set<number>[]} */
    const reached = Array.from({ length: SYMBOLS }, () => new Set());
    for (const state of set) {
      const step = machine.steps[state];
      if (step) for (const symbol of step.symbols) reached[symbol].add(step.to);
    }
    states.push({
      accepts: set.includes(end),
      next: reached.map((to) =>
        to.size === 0 ? -1 : numberOf(machine.closure(to)),
      ),
    });
    if (states.length > 4 * MAX_STATES) throw refused("too many states");
  }
  return states;
}

/** @param {State[]} states */
function minimized(states) {
  let classes = states.map(({ accepts }) => Number(accepts));
  for (let count = 0; ;) {
    /** @type {Map<string, number>} */
    const known = new Map();
    classes = states.map(({ next }, index) => {
      const key = [
        classes[index],
        ...next.map((to) => (to < 0 ? -1 : classes[to])),
      ].join();
      const found = known.get(key) ?? known.size;
      known.set(key, found);
      return found;
    });
    if (known.size === count) break;
    count = known.size;
  }
  // Classes are numbered by their first state, so that of the first state is 0.
  const firsts = [...new Set(classes)].map((each) => classes.indexOf(each));
  if (firsts.length > MAX_STATES) throw refused("too many states");
  return firsts.map((index) => ({
    accepts: states[index].accepts,
    next: states[index].next.map((to) => (to < 0 ? -1 : classes[to])),
  }));
}

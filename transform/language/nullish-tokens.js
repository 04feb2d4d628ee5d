import {
  BAR_BAR,
  DOT,
  EQUALS,
  OPEN_BRACKET,
  OPEN_PAREN,
  QUESTION,
  TOKENIZER_METHODS,
} from "../contract/language.js";
import { override } from "./override.js";
import { requireMethods } from "./require-methods.js";

/**
 * @typedef {import("assemblyscript").Parser} Parser
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Source} Source
 * @typedef {import("assemblyscript").Token} Token
 * @typedef {import("assemblyscript").Tokenizer} Tokenizer
 */

/**
 * Where sources have `??`, `??=` and `?.`, which the parser reads as other operators.
 *
 * @type {WeakMap<Source, Set<number>>}
 */
const PLACES = new WeakMap();

/** @type {WeakSet<Tokenizer>} */
const EXTENDED = new WeakSet();

/** What follows the `?`. In `a?.5:1` it is a condition. */
const REST = /\?=?|\.(?!\d)(?:\s*[[(])?/y;

/** What the parser reads in its place, by its last character. */
const READ_AS = /** @type {Record<string, Token>} */ ({
  "?": BAR_BAR,
  "=": EQUALS,
  ".": DOT,
  "[": OPEN_BRACKET,
  "(": OPEN_PAREN,
});

/**
 * Lets a parser read `??` as it reads `||`, `??=` as `=`, and `?.` as the access that
 * it stands for, and notes where they are.
 *
 * @param {Program} program
 * @param {() => void} found Is called for each.
 */
export function readNullish(program, found) {
  override(
    program.parser,
    "parseTopLevelStatement",
    /**
     * @param {Parser} _parser
     * @param {(tn: Tokenizer, ...rest: unknown[]) => unknown} original
     * @param {Tokenizer} tn
     * @param {unknown[]} rest
     */
    (_parser, original, tn, ...rest) => {
      if (!EXTENDED.has(tn)) {
        EXTENDED.add(tn);
        requireMethods(program, tn, TOKENIZER_METHODS, "the tokenizer");
        extend(tn, found);
      }
      return original(tn, ...rest);
    },
  );
}

/**
 * @param {Tokenizer} tokenizer
 * @param {() => void} found
 */
function extend(tokenizer, found) {
  const { source } = tokenizer;
  override(
    tokenizer,
    "unsafeNext",
    /**
     * @param {Tokenizer} tn
     * @param {(...how: unknown[]) => Token} original
     * @param {unknown[]} how
     */
    (tn, original, ...how) => {
      const token = original(...how);
      if (token !== QUESTION) return token;
      REST.lastIndex = tn.pos;
      const [rest] = REST.exec(source.text) ?? [];
      if (rest === undefined) return token;
      const places = PLACES.get(source) ?? new Set();
      PLACES.set(source, places.add(tn.pos));
      found();
      tn.pos += rest.length;
      return READ_AS[rest.slice(-1)];
    },
  );
}

/**
 * Tells whether one of these operators stands between two places of a source, where there
 * is at most one operator.
 *
 * @param {Source} source
 * @param {number} from
 * @param {number} to
 */
export function isNullishBetween(source, from, to) {
  const places = [...(PLACES.get(source) ?? [])];
  return places.some((place) => place >= from && place < to);
}

/** @param {Source} source */
export function hasNullish(source) {
  return PLACES.has(source);
}

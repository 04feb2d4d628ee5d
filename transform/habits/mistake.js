import { ERROR } from "../contract/compiler.js";
import { bracketAround, statementAround, tokensOf } from "./tokens.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {Program["diagnostics"][number]} Diagnostic
 * @typedef {import("assemblyscript").Range} Range
 * @typedef {import("assemblyscript").Source} Source
 * @typedef {import("./tokens.js").Token} Token
 */

/** @type {WeakMap<Source, Token[]>} */
const cache = new WeakMap();

/** @param {Source} source */
function tokensIn(source) {
  const tokens = cache.get(source) ?? tokensOf(source.text);
  cache.set(source, tokens);
  return tokens;
}

/**
 * A diagnostic of the compiler with the source around it. It reads the text alone: where
 * the parser gives up there is nothing else.
 */
export class Mistake {
  /**
   * @param {Program} program
   * @param {Diagnostic} diagnostic
   * @param {Range} range
   */
  constructor(program, diagnostic, range) {
    const { code, category, message } = diagnostic;
    this.program = program;
    this.diagnostic = diagnostic;
    /** @type {number} */
    this.code = code;
    this.isError = category === ERROR;
    this.message = message;
    this.source = range.source;
    this.start = range.start;
    this.end = range.end;
    this.tokens = tokensIn(range.source);
    /** The first token that ends behind the start. */
    this.index = this.tokens.findIndex(({ end }) => end > range.start);
    if (this.index < 0) this.index = this.tokens.length;
  }

  /** What it points at. */
  get text() {
    return this.source.text.slice(this.start, this.end);
  }

  /**
   * What the message names in quotes.
   *
   * @returns {string[]}
   */
  get names() {
    return Array.from(this.message.matchAll(/'([^']*)'/g), ([, name]) => name);
  }

  /** The token that it begins with, or the next one. */
  get token() {
    return this.tokenAt(0);
  }

  /**
   * Returns a token before the one that it begins with, or behind that; "" beyond the file.
   *
   * @param {number} offset
   */
  tokenAt(offset) {
    return this.tokens[this.index + offset]?.text ?? "";
  }

  /** The tokens of the statement around it. */
  get statement() {
    const [start, end] = statementAround(this.tokens, this.index);
    return this.tokens.slice(start, end + 1).map(({ text }) => text);
  }

  /**
   * Returns the bracket that is open around it and the tokens before it, the nearest
   * first.
   */
  get opening() {
    const at = bracketAround(this.tokens, this.index);
    return [0, 1, 2].map((back) => this.tokens[at - back]?.text ?? "");
  }
}

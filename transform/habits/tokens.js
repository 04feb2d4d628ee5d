/**
 * A part of a source that is neither white space nor a comment. A template literal is
 * several: its texts, and what stands between them.
 *
 * @typedef {object} Token
 * @property {string} text
 * @property {number} start
 * @property {number} end
 */

const SKIPPED = /(?:\s+|\/\/.*|\/\*[^]*?\*\/)+/uy;
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const NUMBER = /(?:0[xob])?\.?\d[\d_a-fA-F]*(?:\.\d*)?(?:e[-+]?\d+)?/uy;
const STRING = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/suy;
const TEMPLATE = /(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{|$)/suy;
const REG_EXP = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/uy;
const SIGN =
  /\?\?=?|\?\.(?!\d)|=>|\.{3}|\|\|=?|&&=?|[=!]==?|\*\*=?|\+\+|--|[-+*/%&|^<>]=|./suy;

/** What comes before an expression: a `/` behind it begins a regular expression. */
const BEFORE_VALUE =
  /^(?:[({[,;=:!&|?+*%<>~^-]|[-+*/%&|^=!<>]=|=>|&&|\|\||\?\?|return|case|typeof)$/;

/**
 * Splits a source into tokens, also one that cannot be parsed.
 *
 * @param {string} text
 */
export function tokensOf(text) {
  /** @type {Token[]} */
  const tokens = [];
  /** For each open `${`, the braces that are open in it. @type {number[]} */
  const templates = [];
  let at = 0;
  const next = (/** @type {RegExp} */ pattern, skip = 0) => {
    pattern.lastIndex = at + skip;
    const [found] = pattern.exec(text) ?? [""];
    return found.length > 0 ? text.slice(at, at + skip) + found : "";
  };
  while (at < text.length) {
    at += next(SKIPPED).length;
    if (at >= text.length) break;
    const char = text[at];
    const isRegExp =
      char === "/" && BEFORE_VALUE.test(tokens.at(-1)?.text ?? ";");
    let token = (isRegExp && next(REG_EXP)) || next(WORD) || next(NUMBER);
    if (char === '"' || char === "'") token = next(STRING);
    const depth = templates.at(-1);
    if (char === "`" || (char === "}" && depth === 0)) {
      token = next(TEMPLATE, 1);
      if (char === "}") templates.pop();
      if (token.endsWith("${")) templates.push(0);
    } else if (depth !== undefined && (char === "{" || char === "}")) {
      templates[templates.length - 1] += char === "{" ? 1 : -1;
    }
    token ||= next(SIGN);
    tokens.push({ text: token, start: at, end: at + token.length });
    at += token.length;
  }
  return tokens;
}

const OPEN = "([{";
const CLOSED = ")]}";

/**
 * Returns the index of the bracket that closes or opens the one at an index, or -1.
 *
 * @param {Token[]} tokens
 * @param {number} index
 */
export function matching(tokens, index) {
  const step = OPEN.includes(tokens[index]?.text ?? " ") ? 1 : -1;
  let depth = 0;
  for (let at = index; at >= 0 && at < tokens.length; at += step) {
    const { text } = tokens[at];
    if (text.length !== 1) continue;
    if (OPEN.includes(text)) depth += 1;
    if (CLOSED.includes(text)) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/**
 * Returns the index of the bracket that is open around a token, or -1.
 *
 * @param {Token[]} tokens
 * @param {number} index
 */
export function bracketAround(tokens, index) {
  let depth = 0;
  for (let at = index - 1; at >= 0; at -= 1) {
    const { text } = tokens[at];
    if (text.length !== 1) continue;
    if (CLOSED.includes(text)) depth += 1;
    if (OPEN.includes(text)) depth -= 1;
    if (depth < 0) return at;
  }
  return -1;
}

/**
 * Returns where the statement begins and ends that a token stands in, as far as
 * brackets and semicolons tell.
 *
 * @param {Token[]} tokens
 * @param {number} index
 * @returns {[start: number, end: number]} The indexes of its first token and its last.
 */
export function statementAround(tokens, index) {
  let start = index;
  for (let at = index - 1; at >= 0; at -= 1) {
    const { text } = tokens[at];
    if (text === ";" || text === "{" || text === "}") break;
    if (text === ")" || text === "]") at = Math.max(matching(tokens, at), 0);
    start = at;
  }
  let end = start;
  for (let at = start; at < tokens.length; at += 1) {
    const { text } = tokens[at];
    if (text === "}") break;
    if (text.length === 1 && OPEN.includes(text)) {
      const close = matching(tokens, at);
      if (close < 0) return [start, tokens.length - 1];
      at = close;
    }
    end = at;
    if (text === ";") break;
  }
  return [start, Math.max(end, index)];
}

import { matching, statementAround } from "./tokens.js";

/** @typedef {import("./mistake.js").Mistake} Mistake */

/** What the compiler calls the type of an expression that it has given up. */
const GIVEN_UP = "'auto'";

/**
 * Returns what only follows from other mistakes in the same file, and would go with them.
 *
 * @param {Mistake[]} mistakes All that the compiler says about one file.
 * @param {(mistake: Mistake) => boolean} isExplained
 * @returns {Set<Mistake>}
 */
export function followUps(mistakes, isExplained) {
  /** @type {Set<Mistake>} */
  const dropped = new Set();
  const isLeft = (/** @type {Mistake} */ each) => !dropped.has(each);
  for (const rule of [
    afterParseError,
    ofClosure,
    ofGivenUp,
    ofName,
    ofResult,
  ]) {
    for (const mistake of mistakes) {
      const others = mistakes.filter(
        (each) => each !== mistake && isLeft(each) && each.isError,
      );
      if (isLeft(mistake) && rule(mistake, others, isExplained))
        dropped.add(mistake);
    }
  }
  for (const mistake of mistakes) {
    const others = mistakes.filter((each) => each !== mistake && isLeft(each));
    if (isLeft(mistake) && isNoteOnNull(mistake, others)) dropped.add(mistake);
  }
  return dropped;
}

/**
 * The parser goes on in the middle of a statement that it does not know, and may take
 * the rest of the file for something else. What is left of it comes up at the next build.
 *
 * @param {Mistake} mistake
 * @param {Mistake[]} others
 * @param {(mistake: Mistake) => boolean} isExplained
 */
function afterParseError(mistake, others, isExplained) {
  if (mistake.code < 1000 || mistake.code >= 2400) return false;
  if (mistake.code >= 2000 && mistake.code < 2391) return false;
  const first = others.filter(
    (each) =>
      (each.code < 2000 || each.code === 2391) &&
      isExplained(each) &&
      isBefore(each, mistake),
  );
  return first.some(
    (each) => !isExplained(mistake) || isSameLine(each, mistake),
  );
}

/**
 * @param {Mistake} one
 * @param {Mistake} other
 */
function isBefore(one, other) {
  const { diagnostics } = one.program;
  return (
    diagnostics.indexOf(one.diagnostic) < diagnostics.indexOf(other.diagnostic)
  );
}

/**
 * @param {Mistake} one
 * @param {Mistake} other
 */
function isSameLine(one, other) {
  const [from, to] = [one.start, other.start].toSorted((a, b) => a - b);
  return !one.source.text.slice(from, to).includes("\n");
}

/**
 * A variable from outside is "used before being assigned", too.
 *
 * @param {Mistake} mistake
 * @param {Mistake[]} others
 */
function ofClosure({ code, start, end }, others) {
  return (
    code === 2454 &&
    others.some((each) => each.start === start && each.end === end)
  );
}

/**
 * @param {Mistake} mistake
 * @param {Mistake[]} others
 */
function ofGivenUp(mistake, others) {
  return isGivenUp(mistake) && !others.every(isGivenUp);
}

/** @param {Mistake} mistake */
function isGivenUp({ message }) {
  return message.includes(GIVEN_UP) && !message.includes("'<object>'");
}

/**
 * A name that is not there, or cannot be called, because its declaration failed.
 *
 * @param {Mistake} mistake
 * @param {Mistake[]} others
 */
function ofName({ code, tokens, index }, others) {
  if (code !== 2304 && code !== 2349) return false;
  const name = tokens[index]?.text;
  if (others.some((each) => isExportType(each) && each.index < index))
    return true;
  if (others.some((each) => each.code === 2305 && each.token === name))
    return true;
  return tokens.some(({ text }, at) => {
    if (!/^(?:let|const|var)$/.test(text) || tokens[at + 1]?.text !== name)
      return false;
    const [first, last] = statementAround(tokens, at);
    return others.some(
      (each) =>
        each.index >= first && each.index <= last && each.index !== index,
    );
  });
}

/**
 * The names after `export type` are read as expressions.
 *
 * @param {Mistake} mistake
 */
function isExportType({ code, token, tokens, index }) {
  return (
    code === 2304 && token === "type" && tokens[index - 1]?.text === "export"
  );
}

/**
 * A function does not return what it cannot compute.
 *
 * @param {Mistake} mistake
 * @param {Mistake[]} others
 */
function ofResult({ code, tokens, index }, others) {
  if (code !== 2355) return false;
  const open = tokens.findIndex(
    ({ text }, at) => at >= index && (text === "{" || text === "=>"),
  );
  const close = matching(tokens, open);
  return others.some((each) => each.index > open && each.index < close);
}

/**
 * What is said of the type of `null`, and of what is never `null`, next to an error in the
 * same file; without one, the second of two at one place.
 *
 * @param {Mistake} mistake
 * @param {Mistake[]} others
 */
function isNoteOnNull({ code, message, start }, others) {
  const hasError = others.some(({ isError }) => isError);
  if (code === 210) return hasError;
  if (!message.includes("'usize'") || ![200, 201, 226].includes(code))
    return false;
  return (
    hasError ||
    (code === 201 &&
      others.some((each) => each.code === 226 && each.start === start))
  );
}

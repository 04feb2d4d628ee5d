/**
 * Reads patterns by RE2JS, which is RE2 in JavaScript.
 *
 * @typedef {object} Inst An instruction of RE2JS.
 * @property {number} op
 * @property {number} out
 * @property {number} arg
 * @property {ArrayLike<number>} runes
 *
 * @typedef {object} Parsed
 * @property {Inst[]} insts
 * @property {number} start
 * @property {string[]} names One for each group, empty where it has none.
 */

const FLAGS = /^[imsU]*$/;

/** How RE2 quotes a look-ahead and a look-behind. */
const LOOKS = /`\(\?<?[=!]`$/;

/**
 * Loads RE2JS, which takes a while: only where a filter has patterns.
 */
export async function loadParser() {
  const { RE2JS } = await import("re2js");
  return { parse };

  /**
   * Reads a pattern; throws a sentence where it is refused.
   *
   * @param {string} pattern
   * @param {string} flags
   * @returns {Parsed}
   */
  function parse(pattern, flags) {
    if (!FLAGS.test(flags))
      throw new Error(`the flags are "${flags}", and may be i, m, s and U`);
    const re2 = compiled(pattern, flags);
    const inner = /** @type {unknown} */ (re2.re2());
    const { inst: insts, start } = progOf(inner);
    if (!Array.isArray(insts) || typeof start !== "number")
      throw new Error("this release of re2js is not known");
    const names = Array.from({ length: re2.groupCount() }, () => "");
    for (const [name, group] of Object.entries(re2.namedGroups()))
      names[group - 1] = name;
    return { insts, start, names };
  }

  /**
   * @param {string} pattern
   * @param {string} flags
   */
  function compiled(pattern, flags) {
    try {
      return RE2JS.compile(flags === "" ? pattern : `(?${flags})${pattern}`);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      const why = message.replace("error parsing regexp: ", "");
      throw new Error(
        LOOKS.test(why) ? `${why}, which looks ahead or behind` : why,
        {
          cause: error,
        },
      );
    }
  }
}

/**
 * @param {unknown} re2
 * @returns {{ inst: Inst[], start: number }}
 */
function progOf(re2) {
  return /** @type {{ prog: { inst: Inst[], start: number } }} */ (re2).prog;
}

/** @typedef {Awaited<ReturnType<typeof loadParser>>} Parser */

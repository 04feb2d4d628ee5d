import { compilerVersion, missingIn } from "../contract/broken.js";
import { READ_DIAGNOSTICS } from "../contract/compiler.js";
import { isInPackage } from "../source/filter-sources.js";
import { followUps } from "./follow-ups.js";
import { explanationOf } from "./habit.js";
import { HABITS } from "./habits.js";
import { Mistake } from "./mistake.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("./mistake.js").Diagnostic} Diagnostic
 */

/**
 * Has each diagnostic of the compiler that a habit of TypeScript causes followed by a
 * line: what it means here, what to write, and where more is said. Leaves out those that
 * only follow from another.
 *
 * The compiler prints what it has found so far at three places, the first of them before
 * any transform is called: what a source that cannot be parsed has wrong is known nowhere
 * else. So this is done where the compiler begins to read its own list, by which index
 * it reads next.
 *
 * @param {Program} program A program that has no source yet.
 * @param {() => void} [before] Called before, each time, to change the list.
 * @returns {() => void} Throws if the compiler has not read the list in that way.
 */
export function explainHabits(program, before = () => {}) {
  const version = compilerVersion(program);
  for (const member of ["diagnostics", READ_DIAGNOSTICS]) {
    if (!(member in program))
      throw missingIn(version, member, "leads to what is wrong in a filter");
  }
  /** @type {WeakSet<Diagnostic>} */
  const done = new WeakSet();
  let next = program[READ_DIAGNOSTICS];
  let isRead = false;
  Object.defineProperty(program, READ_DIAGNOSTICS, {
    get() {
      isRead = true;
      before();
      explainFrom(program, next, done);
      return next;
    },
    set(/** @type {number} */ value) {
      next = value;
    },
  });
  return () => {
    if (!isRead)
      throw missingIn(
        version,
        `${READ_DIAGNOSTICS} that it reads`,
        "shows when the compiler prints what is wrong in a filter",
      );
  };
}

/**
 * @param {Program} program
 * @param {number} from
 * @param {WeakSet<Diagnostic>} done
 */
function explainFrom(program, from, done) {
  const { diagnostics } = program;
  const fresh = diagnostics.slice(from).filter((each) => !done.has(each));
  if (fresh.length === 0) return;
  for (const each of fresh) done.add(each);
  const mistakes = fresh.flatMap((each) => mistakeOf(program, each));
  /** @type {Map<Mistake, string>} */
  const lines = new Map();
  for (const mistake of mistakes) {
    const line = explanationOf(HABITS, mistake);
    if (line !== undefined) lines.set(mistake, line);
  }
  const isExplained = (/** @type {Mistake} */ each) => lines.has(each);
  for (const own of bySource(mistakes)) {
    for (const { diagnostic } of followUps(own, isExplained))
      diagnostics.splice(diagnostics.indexOf(diagnostic), 1);
  }
  for (const [{ diagnostic }, line] of lines)
    diagnostic.message += `\n  ${line}`;
}

/**
 * @param {Mistake[]} mistakes
 */
function bySource(mistakes) {
  const sources = new Set(mistakes.map(({ source }) => source));
  return [...sources].map((source) =>
    mistakes.filter((each) => each.source === source),
  );
}

/**
 * @param {Program} program
 * @param {Diagnostic} diagnostic
 */
function mistakeOf(program, diagnostic) {
  const { range } = diagnostic;
  return range && !isInPackage(range.source.internalPath)
    ? [new Mistake(program, diagnostic, range)]
    : [];
}

import { newOptions, newProgram, nextDiagnostic, parse } from "assemblyscript";
import { explainHabits } from "../../../transform/habits/explain.js";
import { Language } from "../../../transform/language/language.js";
import { isShown } from "./diagnostic.js";

/**
 * Returns what the compiler's parser refuses in a text, with what the SDK makes it
 * accept and what the SDK says about it.
 *
 * @param {string} text
 * @returns {import("./diagnostic.js").Diagnostic[]}
 */
export function parseErrors(text) {
  const program = newProgram(newOptions());
  Language.of(program);
  explainHabits(program);
  parse(program, text, "assembly/index.ts", true);
  const found = [];
  for (
    let each = nextDiagnostic(program);
    each;
    each = nextDiagnostic(program)
  ) {
    const { code, message, range } = each;
    if (!isShown(each) || !range) continue;
    found.push({ code, message, start: range.start, end: range.end });
  }
  return found;
}

import { switchOff } from "./switch-off.js";
import { textsOfAuthors } from "../source/sdk.js";

/** The methods by which the SDK takes a header's name, up to what they are called with. */
const TAKES_NAME =
  /\.\s*(?:set|append|header)(?:Bytes)?\s*\(|\.\s*(?:trailer|metadata)\s*\(/g;

/** A literal that is a token, as the first of several arguments. */
const TOKEN = /\s*(?:"([\w!#$%&'*+.^`|~-]+)"|'([\w!#$%&*+.^`|~-]+)')\s*,/y;

/** Names of which the SDK knows more: `assembly/abi/field-name.ts`. */
const SPECIAL = /^(?:host|content-length|transfer-encoding)$/i;

/**
 * Drops the checks of headers' names, where each source names the headers that it sets by
 * literals which are tokens, also a library's. It reads the text, and keeps the checks
 * when in doubt: another object's `set` counts as well.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropNameChecks(program) {
  const needsChecks = !textsOfAuthors(program).every(namesLiterally);
  if (!needsChecks) {
    switchOff(program, "CHECKS_NAMES");
  }
}

/** @param {string} text */
function namesLiterally(text) {
  return [...text.matchAll(TAKES_NAME)].every((call) => {
    const start = call.index + call[0].length;
    // A body's `set` and `append` take a text alone.
    if (hasOneArgument(text, start)) return true;
    TOKEN.lastIndex = start;
    const [, double, single] = TOKEN.exec(text) ?? [];
    const name = double ?? single;
    return name !== undefined && !SPECIAL.test(name);
  });
}

/** What ends an argument, nests, or begins what commas may stand in. */
const PART = /[()[\]{},"'`]|\/[/*]/g;
const QUOTED = /(?:[^"'\\]|\\.)*/y;

/**
 * Tells whether a call has one argument, whose text starts there; says no when in doubt.
 *
 * @param {string} text
 * @param {number} start
 */
function hasOneArgument(text, start) {
  let depth = 0;
  PART.lastIndex = start;
  for (let part = PART.exec(text); part; part = PART.exec(text)) {
    const [mark] = part;
    if (mark === '"' || mark === "'") {
      QUOTED.lastIndex = PART.lastIndex;
      PART.lastIndex += (QUOTED.exec(text)?.[0] ?? "").length + 1;
      if (text[PART.lastIndex - 1] !== mark) return false;
    } else if (mark === "`" || mark.startsWith("/")) return false;
    else if (mark === ",") {
      if (depth === 0) return false;
    } else if ("([{".includes(mark)) depth++;
    else if (depth-- === 0) return true;
  }
  return false;
}

import { switchOff } from "./switch-off.js";
import { textsOfAuthors } from "../source/sdk.js";

/** What tells an HTTP call that was late from one that failed. */
const ASKS_HOW = /\.\s*(outcome|failure)\b/;

/**
 * Lets HTTP calls not look at the clock when they are sent, where no source, be it
 * a library's, asks how one without an answer ended. Reads the text, and keeps the
 * clock when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropCallTimes(program) {
  const asksHow = textsOfAuthors(program).some((text) => ASKS_HOW.test(text));
  if (!asksHow) switchOff(program, "HAS_CALL_TIMES");
}

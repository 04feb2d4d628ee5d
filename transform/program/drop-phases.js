import { switchOff } from "./switch-off.js";
import { textsOfAuthors } from "../source/sdk.js";

/** What depends on how far a message is. */
const DEPENDS = /\b(?:continue|close)(?:Request|Response|Stream)\b/;

/**
 * Lets streams not note how far their messages are, where no source, be it a
 * library's, continues or closes one. Reads the text, and notes it when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropPhases(program) {
  const depends = textsOfAuthors(program).some((text) => DEPENDS.test(text));
  if (!depends) switchOff(program, "NOTES_PHASES");
}

import { HANDLER_NAMES } from "../contract/sdk.js";
import { switchOff } from "./switch-off.js";
import { textsOfAuthors } from "../source/sdk.js";

/** What depends on how far a message is. */
const DEPENDS = [
  /\b(?:continue|close)(?:Request|Response|Stream)\b/,
  HANDLER_NAMES,
];

/**
 * Drops the note of how far a stream's messages are, where no source continues or closes
 * one, not even a library's. It reads the text, and keeps the note when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropPhases(program) {
  const depends = textsOfAuthors(program).some((text) =>
    DEPENDS.some((each) => each.test(text)),
  );
  if (!depends) switchOff(program, "NOTES_PHASES");
}

import { CALLS } from "./drop-scripts.js";
import { switchOff } from "./switch-off.js";
import { textsOfAuthors } from "../source/sdk.js";

/** What tells a timeout from a failure, as the SDK's own calls do. */
const ASKS_HOW = [/\.\s*(outcome|failure)\b/, CALLS];

/**
 * Drops the clock from HTTP calls, where no source asks how a call without an answer
 * ended, not even a library's. It reads the text, and keeps the clock when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropCallTimes(program) {
  const asksHow = textsOfAuthors(program).some((text) =>
    ASKS_HOW.some((each) => each.test(text)),
  );
  if (!asksHow) switchOff(program, "HAS_CALL_TIMES");
}

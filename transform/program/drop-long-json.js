import { textsOfAuthors } from "../source/sdk.js";
import { switchOff } from "./switch-off.js";

/** What reads JSON that may be long. */
const READS =
  /\b(json\w*|Json(?!Model\b)\w+|parseJson\w*|setJson|readModel|TokenUsage|UsageReader|ModelRequest|StreamMask)\b/;

/**
 * Drops what reads JSON in larger steps, where no source reads any but the settings of a
 * plugin. It reads the text, and keeps all of it when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropLongJson(program) {
  if (!textsOfAuthors(program).some((text) => READS.test(text)))
    switchOff(program, "HAS_LONG_JSON");
}

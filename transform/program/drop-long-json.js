import { textsOfAuthors } from "../source/sdk.js";
import { switchOff } from "./switch-off.js";

/** What reads JSON that may be long, or a model other than a plugin's settings. */
const READS =
  /\b(json\w*|Json(?!Model\b)\w+|parseJson\w*|setJson|readModel|ModelQueue|TokenUsage|UsageReader|ModelRequest|StreamMask)\b/;

/** A variable that is shared, and may be a model. */
const SHARES =
  /\bSharedVariable\s*<\s*(?!([iuf]\d+|[iu]size|bool|string|Uint8Array)\s*>)/;

/**
 * Drops what reads JSON in larger steps, where no source reads any but the settings of a
 * plugin. It reads the text, and keeps all of it when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropLongJson(program) {
  const texts = textsOfAuthors(program);
  if (!texts.some((text) => READS.test(text) || SHARES.test(text)))
    switchOff(program, "HAS_LONG_JSON");
}

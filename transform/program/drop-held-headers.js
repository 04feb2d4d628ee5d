import { switchOff } from "./switch-off.js";
import { textsOfAuthors } from "../source/sdk.js";

/** Each feature, and what in a source needs it. */
const FEATURES = /** @type {const} */ ([
  ["CHANGES_BODIES", /\.\s*body\b|\bBody\b/],
  ["HOLDS_REQUESTS", /\bonRequest(Headers)?\b/],
  ["HOLDS_RESPONSES", /\bonResponse(Headers)?\b/],
]);

/**
 * Drops what remembers the headers that a callback holds back, where no source changes a
 * body, not even a library's; and for bodies that are changed, the check of headers that
 * no callback holds. It reads the text, and keeps all of it when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropHeldHeaders(program) {
  const texts = textsOfAuthors(program);
  for (const [feature, needs] of FEATURES) {
    if (texts.some((text) => needs.test(text))) continue;
    switchOff(program, feature);
  }
}

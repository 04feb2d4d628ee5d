import { switchOff } from "./switch-off.js";
import { textsOfAuthors } from "../source/sdk.js";

/** What each of the features is for. */
const FEATURES = /** @type {const} */ ([
  ["CHANGES_BODIES", /\.\s*body\b|\bBody\b/],
  ["HOLDS_REQUESTS", /\bonRequestHeaders\b/],
  ["HOLDS_RESPONSES", /\bonResponseHeaders\b/],
]);

/**
 * Lets bodies be changed without a look at headers that no callback holds, and drops what
 * remembers those that one does where no source, be it a library's, has a body. Reads the
 * text, and keeps all of it when in doubt.
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

/**
 * Returns the field that has the rules of settings.
 *
 * @param {import("./describe.js").Model} model
 */
export function rulesOf({ own }) {
  return own.find(({ type }) => type.kind === "rules");
}

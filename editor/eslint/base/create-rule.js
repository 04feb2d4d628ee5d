/**
 * @typedef {import("@typescript-eslint/utils").TSESLint.RuleContext<string, []>} Context
 * @typedef {import("@typescript-eslint/utils").TSESLint.RuleListener} Listener
 *
 * @typedef {object} RuleParts
 * @property {string} name
 * @property {string} description What is wrong, for docs/lint.md.
 * @property {string} why What happens, for docs/lint.md.
 * @property {string} bad Statements in a callback, or a whole file with imports.
 * @property {string} good The same, without the mistake.
 * @property {Record<string, string>} messages
 * @property {boolean} [suggests]
 * @property {boolean} [fixes]
 * @property {boolean} [inSpecs] Whether it makes sense in a spec, where a trap is a
 *   failed test.
 * @property {(context: Context) => Listener} create
 */

const DOCS =
  "https://github.com/proxy-wasm-as/proxy-wasm-as/blob/main/docs/lint.md";

/**
 * Makes a rule whose documentation is a part of docs/lint.md.
 *
 * @param {RuleParts} parts
 */
export function createRule(parts) {
  const { name, description, messages, create } = parts;
  return {
    ...parts,
    defaultOptions: /** @type {[]} */ ([]),
    meta: {
      type: /** @type {const} */ ("problem"),
      docs: { description, url: `${DOCS}#${name}` },
      messages,
      schema: /** @type {[]} */ ([]),
      hasSuggestions: parts.suggests ?? false,
      ...(parts.fixes ? { fixable: /** @type {const} */ ("code") } : {}),
    },
    create,
  };
}

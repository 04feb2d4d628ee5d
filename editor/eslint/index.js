/**
 * An ESLint configuration for filters: `export { default } from "proxy-wasm-as/eslint"`.
 */
import tseslint from "typescript-eslint";
import { RULES } from "./rules.js";

const FILTERS = ["assembly/**/*.ts"];
const SPECS = ["tests/**/*.spec.ts"];

/** The rules by themselves, for a configuration of your own. */
export const plugin = /** @type {import("eslint").ESLint.Plugin} */ (
  /** @type {unknown} */ ({
    meta: { name: "proxy-wasm-as", namespace: "proxy-wasm" },
    rules: Object.fromEntries(RULES.map((rule) => [rule.name, rule])),
  })
);

/**
 * Returns the settings of rules.
 *
 * @param {typeof RULES} rules
 * @returns {import("eslint").Linter.RulesRecord}
 */
function errors(rules) {
  return Object.fromEntries(
    rules.map(({ name }) => [
      `proxy-wasm/${name}`,
      /** @type {const} */ ("error"),
    ]),
  );
}

const languageOptions = {
  parser: /** @type {import("eslint").Linter.Parser} */ (tseslint.parser),
  parserOptions: { projectService: true },
};

/** @type {import("eslint").Linter.Config[]} */
const configuration = [
  { ignores: ["build/"] },
  {
    name: "proxy-wasm-as/filters",
    files: FILTERS,
    languageOptions,
    plugins: { "proxy-wasm": plugin },
    rules: errors(RULES),
  },
  {
    name: "proxy-wasm-as/specs",
    files: SPECS,
    languageOptions,
    plugins: { "proxy-wasm": plugin },
    rules: errors(RULES.filter(({ inSpecs }) => inSpecs)),
  },
];

export default configuration;

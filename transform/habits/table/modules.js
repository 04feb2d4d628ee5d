import { builtinModules } from "node:module";

/**
 * Imports and exports.
 *
 * @typedef {import("../habit.js").Habit} Habit
 */

const TYPE_IMPORT =
  "AssemblyScript does not know `import type`: write `import { … }`; what is only a type costs nothing.";

/** @param {string} path */
const isOfNode = (path) =>
  path.startsWith("node:") || builtinModules.includes(path);

/** The path of an import, as it is written. @param {import("../mistake.js").Mistake} mistake */
const pathOf = ({ text }) => text.slice(1, -1);

/** @type {Habit[]} */
export const MODULES = [
  {
    code: 1005,
    when: (mistake) =>
      mistake.token === "type" &&
      (mistake.statement[0] === "import" || mistake.opening[1] === "import"),
    says: TYPE_IMPORT,
    see: "modules",
  },
  {
    code: 2304,
    when: (mistake) =>
      mistake.token === "type" && mistake.tokenAt(-1) === "export",
    says: "AssemblyScript does not know `export type { … }`: write `export { … }`.",
    see: "modules",
  },
  {
    code: 1005,
    when: ({ statement }) =>
      statement[0] === "import" && statement.includes("require"),
    says: 'AssemblyScript has no `require`: write `import { … } from "./file"`.',
    see: "modules",
  },
  {
    code: 1005,
    when: (mistake) => mistake.token === "export" && mistake.tokenAt(1) === "=",
    says: "AssemblyScript has no `export =`: export by name.",
    see: "modules",
  },
  {
    code: 1109,
    when: (mistake) => mistake.token === "import",
    says: "AssemblyScript has no `import()` and no `import.meta`: write `import { … } from` at the top of the file.",
    see: "modules",
  },
  {
    code: 1109,
    when: (mistake) => mistake.token === "with" && mistake.tokenAt(1) === "{",
    says: "Only sources in AssemblyScript can be imported: hand data over as the plugin's configuration, or write it as constants.",
    see: "modules",
  },
  {
    code: 6054,
    when: (mistake) => isOfNode(pathOf(mistake)),
    says: "A filter runs in the proxy, without Node: see what takes the place of its modules.",
    see: "globals",
  },
  {
    code: 2305,
    when: ({ names: [module] }) => isOfNode(module.replace(/^~lib\//, "")),
    says: "A filter runs in the proxy, without Node: see what takes the place of its modules.",
    see: "globals",
  },
  {
    code: 6054,
    when: (mistake) => /\.json$/.test(pathOf(mistake)),
    says: "Only sources in AssemblyScript can be imported: hand data over as the plugin's configuration, or write it as constants.",
    see: "modules",
  },
  {
    code: 6054,
    when: (mistake) => /^\..*\.[cm]?[jt]sx?$/.test(pathOf(mistake)),
    says: (mistake) =>
      `Leave the extension out: \`"${pathOf(mistake).replace(/\.[cm]?[jt]sx?$/, "")}"\`.`,
    see: "modules",
  },
  {
    code: 6054,
    when: (mistake) => /^[@~#]\//.test(pathOf(mistake)),
    says: "The compiler does not read the `paths` of tsconfig.json: write a path that begins with `./` or `../`.",
    see: "modules",
  },
  {
    code: 6054,
    when: (mistake) => /^[^./]/.test(pathOf(mistake)),
    says: (mistake) =>
      `Only packages written in AssemblyScript can be imported: ${pathOf(mistake)} is not installed, or it is written in JavaScript.`,
    see: "modules",
  },
  {
    code: 2305,
    when: ({ names: [, name] }) => name === "default",
    says: "It has no default export: write `import { name } from …`, or `import * as names from …`.",
    see: "modules",
  },
  {
    code: 1042,
    when: ({ token }) => token === "declare",
    says: "A module has nothing but what it imports and defines: remove `declare`, and define it.",
    see: "modules",
  },
  {
    code: 238,
    when: ({ statement }) => statement.includes("declare"),
    says: "A module has nothing but what it imports and defines: remove `declare`, and define it.",
    see: "modules",
  },
  {
    code: 235,
    says: "The proxy needs no exports: remove `export` in the file that asconfig.json names.",
    see: "modules",
  },
];

import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const NODE = ["**/*.{js,ts}"];

const ASSEMBLYSCRIPT = [
  "index.ts",
  "assembly/**/*.ts",
  "testing/**/*.ts",
  "examples/*/{assembly,tests}/**/*.ts",
  "tests/testing/**/*.ts",
  "bench/filters/**/*.ts",
  "tests/unit/**/*.ts",
  "tests/*/filters/**/*.ts",
];

/** Who may import the host's functions, which have snake_case names. */
const CALLS_HOST = [
  // For the compiler's own `call_indirect`.
  "assembly/abi/memory.ts",
  // The end of a callback, in runtime/, ends what it keeps.
  "assembly/abi/kept-headers.ts",
  "assembly/runtime/script.ts",
  // For what `asyncify` puts in place.
  "assembly/abi/frames.ts",
  "assembly/runtime/refuse-wait.ts",
  "assembly/runtime/out-of-memory.ts",
  "assembly/registration.ts",
  "assembly/{api,crypto,globals}/**/*.ts",
  "tests/unit/**/*.ts",
];

/** Who has names of the ABI: the host's functions, and what the host calls. */
const DECLARES_ABI = [
  "assembly/abi/**/{asyncify,env,wasi_snapshot_preview1}.ts",
  "assembly/exports.ts",
  "assembly/exports/**/*.ts",
  "testing/entry.ts",
  // The host functions of another ABI, and of the tests' own host.
  "tests/*/filters/**/*.ts",
  "tests/unit/**/*.ts",
];

const SNAKE_CASE = String.raw`/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/`;

const noFocusedTests = {
  selector:
    "CallExpression[callee.object.name=/^(test|describe|it)$/][callee.property.name=/^(only|skip|todo)$/]",
  message: "A test runs always, or is not there.",
};

/**
 * Returns the settings of the rule for names, with more for some files.
 *
 * @param {object[]} more
 * @returns {["error", ...object[]]}
 */
const naming = (...more) => [
  "error",
  // The first rule that fits a name counts.
  ...more,
  { selector: "default", format: ["camelCase"], leadingUnderscore: "allow" },
  { selector: "import", format: null },
  { selector: "typeLike", format: ["PascalCase"] },
  { selector: "enumMember", format: ["PascalCase"] },
  {
    selector: "variable",
    modifiers: ["const", "global"],
    format: ["camelCase", "UPPER_CASE"],
  },
  // Names that the proxy's configuration, its ABI and HTTP decide.
  {
    selector: ["objectLiteralProperty", "objectLiteralMethod", "typeProperty"],
    format: null,
  },
  { selector: "variable", modifiers: ["destructured"], format: null },
  // Names of environment variables.
  {
    selector: "variable",
    modifiers: ["const"],
    format: ["camelCase", "UPPER_CASE"],
  },
];

export default defineConfig(
  globalIgnores(["**/build/", "**/dist/", ".envoy/", ".registry/"]),
  { linterOptions: { noInlineConfig: true } },

  // Both languages
  {
    files: NODE,
    extends: [tseslint.configs.recommended],
    rules: {
      "@typescript-eslint/ban-ts-comment": [
        "error",
        {
          "ts-expect-error": "allow-with-description",
          "ts-ignore": true,
          "ts-nocheck": true,
        },
      ],
      "@typescript-eslint/naming-convention": naming(),
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/no-useless-constructor": "error",
      "max-depth": ["error", 4],
      "max-lines-per-function": ["error", { max: 60, skipComments: true }],
      "no-debugger": "error",
      "no-dupe-else-if": "error",
      "no-duplicate-case": "error",
      "no-else-return": "error",
      "no-empty": "error",
      "no-fallthrough": "error",
      "no-lonely-if": "error",
      "no-self-assign": "error",
      "no-unneeded-ternary": "error",
      "no-useless-return": "error",
      "prefer-const": "error",
      "no-restricted-syntax": ["error", noFocusedTests],
    },
  },

  // Node
  {
    files: NODE,
    ignores: ASSEMBLYSCRIPT,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ["testing/as-pect-transform.js"],
        },
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": [
        "error",
        // The runner awaits these.
        {
          allowForKnownSafeCalls: [
            {
              from: "package",
              name: ["describe", "it", "test"],
              package: "node:test",
            },
          ],
        },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        {
          allowNumber: true,
          allow: [{ from: "lib", name: ["Error", "RegExp", "URL"] }],
        },
      ],
      // The compiler's streams have a `toString` that its types leave out.
      "@typescript-eslint/no-base-to-string": [
        "error",
        { ignoredTypeNames: ["OutputStream", "RegExp"] },
      ],
      // Options, and Node's objects, hold functions that do not use `this`.
      "@typescript-eslint/unbound-method": "off",
      eqeqeq: "error",
      "no-var": "error",
      "object-shorthand": "error",
      // The DOM's globals are declared for the sake of WebAssembly alone.
      "no-restricted-globals": [
        "error",
        "close",
        "document",
        "event",
        "length",
        "location",
        "name",
        "open",
        "origin",
        "parent",
        "self",
        "status",
        "stop",
        "top",
        "window",
      ],
    },
  },

  // Plain functions between a host and a module, whose exports have no types.
  {
    files: ["tests/**/*.js", "testing/**/*.js"],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ["editor/eslint/**/*.js"],
    // The types of syntax nodes are compared with their names, not with an enum.
    rules: { "@typescript-eslint/no-unsafe-enum-comparison": "off" },
  },
  // What authors of filters have: the package, whose types come from a build.
  {
    files: ["examples/*/**/*.js", "tests/testing/*.js"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },

  // AssemblyScript
  {
    files: ASSEMBLYSCRIPT,
    rules: {
      // Tells the kinds of numbers apart, which tsc and the rule cannot.
      "@typescript-eslint/no-inferrable-types": "off",
      // A callback's default does nothing, and a base class names its parameters.
      "@typescript-eslint/no-empty-function": "off",
      // Overloads of an operator or a global get arguments that they do not use.
      "@typescript-eslint/no-unused-vars": ["error", { args: "none" }],
      // The compiler has neither namespaces of constants nor objects without a class.
      "@typescript-eslint/no-extraneous-class": "off",
      // The only names that the compiler's standard library gives these classes.
      "@typescript-eslint/no-unsafe-function-type": "off",
      "no-restricted-syntax": [
        "error",
        noFocusedTests,
        {
          // Instructions on vectors have such names, too.
          selector: `:not(MemberExpression[object.name=/^[vi]\\d+/]) > Identifier[name=${SNAKE_CASE}]`,
          message:
            "Names of the ABI stay in assembly/abi and assembly/exports.",
        },
      ],
    },
  },
  {
    files: [...CALLS_HOST, ...DECLARES_ABI],
    rules: { "no-restricted-syntax": ["error", noFocusedTests] },
  },
  {
    files: DECLARES_ABI,
    rules: { "@typescript-eslint/naming-convention": "off" },
  },
  {
    files: ["editor/typescript/**/*.d.ts"],
    // Only a reference finds the compiler's declarations, and an empty interface is
    // all that is missing there.
    rules: {
      "@typescript-eslint/naming-convention": "off",
      "@typescript-eslint/no-empty-object-type": "off",
      "@typescript-eslint/triple-slash-reference": "off",
    },
  },
  {
    files: ["assembly/compiler.d.ts"],
    // The compiler's own names.
    rules: { "@typescript-eslint/naming-convention": "off" },
  },
  {
    files: [
      "assembly/api/log.ts",
      "assembly/generated/properties.ts",
      "assembly/globals/**/*.ts",
    ],
    // Classes that are called as the compiler's globals are: `console.log`.
    rules: {
      "@typescript-eslint/naming-convention": naming({
        selector: "class",
        format: ["camelCase", "PascalCase"],
      }),
    },
  },
  {
    files: ["examples/*/assembly/**/*.ts"],
    // The values of a configuration are spelled as its users write them.
    rules: {
      "@typescript-eslint/naming-convention": naming({
        selector: "enumMember",
        format: ["camelCase", "PascalCase"],
      }),
    },
  },
  {
    files: ["assembly/index.ts", "testing/index.ts"],
    // The SDK is used as source: who imports it needs its ambient types as well.
    rules: { "@typescript-eslint/triple-slash-reference": "off" },
  },
  // The rounds of a hash are written out for speed.
  {
    files: ["assembly/crypto/{sha1,sha256,compress-512}.ts"],
    rules: { "max-lines-per-function": "off" },
  },
  // The masks of a block stay within one function, as a call would put them into memory.
  {
    files: ["assembly/json/skip-blocks.ts"],
    rules: { "max-lines-per-function": "off" },
  },
  // A group of tests is one function, however many it has.
  {
    files: ["**/*.{spec,test}.ts"],
    rules: { "max-lines-per-function": "off" },
  },
  {
    files: [
      "index.ts",
      "assembly/**/index.ts",
      "cli/**/index.ts",
      "host/**/index.ts",
      "testing/index.ts",
    ],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "Program > :not(ExportNamedDeclaration[source])",
          message: "An index.ts holds only re-exports by name.",
        },
      ],
    },
  },
);

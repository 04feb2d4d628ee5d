import { USER_DEFINED } from "../contract/compiler.js";
import { PARSER_METHODS, RESOLVER_METHODS } from "../contract/language.js";
import { sourcesOfAuthors } from "../source/sdk.js";
import { Captures } from "./captures.js";
import { Closures } from "./closures.js";
import { compilerOf, notFound } from "./compiler.js";
import { extendCompiler } from "./extend.js";
import { addLibraryMethods } from "./library-methods.js";
import { loggedValues } from "./logged-values.js";
import { resolveNullishOf } from "./nullish-hooks.js";
import { findNullish } from "./nullish-nodes.js";
import { readNullish } from "./nullish-tokens.js";
import { override } from "./override.js";
import { readPatterns } from "./patterns.js";
import { requireMethods } from "./require-methods.js";

/**
 * @typedef {import("assemblyscript").CallExpression} CallExpression
 * @typedef {import("assemblyscript").ForOfStatement} ForOfStatement
 * @typedef {import("assemblyscript").Program} Program
 */

/** @type {WeakMap<Program, Language>} */
const LANGUAGES = new WeakMap();

/** What a source has that makes a function in another one. */
const FUNCTION = /=>|\bfunction\b/;

/**
 * What TypeScript has and AssemblyScript lacks, for one program: the parser reads it, and
 * the compiler is extended where a source has used it.
 */
export class Language {
  #program;
  #isUsed = false;
  #hasNullish = false;

  /** @type {WeakSet<CallExpression>} */
  #logged = new WeakSet();

  /** Whether the program is a spec. */
  isSpec = false;

  /**
   * There where functions take variables along.
   *
   * @type {Closures | undefined}
   */
  closures;

  /**
   * Returns the language of a program, for which nothing has been parsed yet.
   *
   * @param {Program} program
   */
  static of(program) {
    const known = LANGUAGES.get(program);
    if (known) return known;
    const language = new Language(program);
    LANGUAGES.set(program, language);
    return language;
  }

  /** @param {Program} program */
  constructor(program) {
    this.#program = program;
    const { parser } = program;
    const use = () => {
      this.#isUsed = true;
    };
    requireMethods(program, parser, PARSER_METHODS, "the parser");
    readPatterns(parser, use);
    readNullish(program, () => {
      this.#isUsed = true;
      this.#hasNullish = true;
    });
    override(
      parser,
      "parseForOfStatement",
      /**
       * @param {unknown} _parser
       * @param {(...args: unknown[]) => ForOfStatement | null} original
       * @param {unknown[]} args
       */
      (_parser, original, ...args) => {
        use();
        return original(...args);
      },
    );
  }

  /**
   * Is to be called when all sources are parsed.
   *
   * @param {string} baseDir
   */
  async afterParse(baseDir) {
    const program = this.#program;
    if (addLibraryMethods(program)) this.#isUsed = true;
    const logged = loggedValues(program);
    this.#logged = logged.calls;
    if (logged.isUsed) this.#isUsed = true;
    const sources = sourcesOfAuthors(program).filter(({ text }) =>
      FUNCTION.test(text),
    );
    const found = await compilerOf(program, baseDir);
    if (found && this.#hasNullish) findNullish(program, found);
    if (found) this.#readCaptures(found, sources);
    if (!found && this.#isUsed) throw notFound(program);
    if (!found) return;
    if (this.#hasNullish) resolveNullishOf(program);
    extendCompiler(program, found.Compiler, LANGUAGES);
  }

  /** Is to be called when all names are known, and nothing is compiled. */
  afterInitialize() {
    this.closures?.afterInitialize();
  }

  /**
   * @param {import("./compiler.js").Package} compiler
   * @param {import("assemblyscript").Source[]} sources
   */
  #readCaptures(compiler, sources) {
    const captures = new Captures(compiler);
    for (const source of sources) captures.read(source);
    const { found, refused } = captures;
    for (const { range, message } of refused)
      this.#program.error(USER_DEFINED, range, message);
    if (found.size === 0) return;
    this.#isUsed = true;
    const closures = new Closures(this.#program, found);
    closures.isHeldByHost = this.isSpec;
    this.closures = closures;
    const { resolver } = this.#program;
    requireMethods(this.#program, resolver, RESOLVER_METHODS, "the resolver");
    override(
      resolver,
      "resolveFunctionExpression",
      /**
       * @param {import("assemblyscript").Resolver} self
       * @param {(node: import("assemblyscript").FunctionExpression, flow: import("assemblyscript").Flow, type: import("assemblyscript").Type, mode: import("assemblyscript").ReportMode) => import("assemblyscript").Type | null} original
       * @param {import("assemblyscript").FunctionExpression} node
       * @param {import("assemblyscript").Flow} flow
       * @param {import("assemblyscript").Type} type
       * @param {import("assemblyscript").ReportMode} mode
       */
      (self, original, node, flow, type, mode) =>
        closures.has(node)
          ? closures.resolve(self, node, flow, type, mode)
          : original(node, flow, type, mode),
    );
  }

  /**
   * Tells whether a call logs values that one text is to be made of.
   *
   * @param {CallExpression} call
   */
  isLogged(call) {
    return this.#logged.has(call);
  }
}

import { compilerVersion, missingIn } from "../contract/broken.js";
import { COMPILER_METHODS, PARSER_METHODS } from "../contract/language.js";
import { compilerOf } from "./compiler.js";
import { compileForOf } from "./for-of.js";
import { addLibraryMethods, explainErrors } from "./library-methods.js";
import { loggedValues, withOneText } from "./logged-values.js";
import { override } from "./override.js";
import { readPatterns } from "./patterns.js";

/**
 * @typedef {import("assemblyscript").CallExpression} CallExpression
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").ForOfStatement} ForOfStatement
 * @typedef {import("assemblyscript").Program} Program
 */

/** @type {WeakMap<Program, Language>} */
const LANGUAGES = new WeakMap();

/** @type {WeakSet<object>} The classes that have been extended. */
const EXTENDED = new WeakSet();

/**
 * What TypeScript has and AssemblyScript lacks, for one program: the parser reads it, and
 * the compiler is extended where a source has used it.
 */
export class Language {
  #program;
  #isUsed = false;

  /** @type {WeakSet<CallExpression>} */
  #logged = new WeakSet();

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
    if (addLibraryMethods(this.#program)) this.#isUsed = true;
    const logged = loggedValues(this.#program);
    this.#logged = logged.calls;
    if (!this.#isUsed && !logged.isUsed) return;
    const { Compiler } = await compilerOf(this.#program, baseDir);
    this.#extend(Compiler);
  }

  /**
   * Tells whether a call logs values that one text is to be made of.
   *
   * @param {CallExpression} call
   */
  isLogged(call) {
    return this.#logged.has(call);
  }

  /**
   * Extends the compiler, once for all programs that it compiles.
   *
   * @param {{ prototype: Compiler }} type
   */
  #extend({ prototype }) {
    if (EXTENDED.has(prototype)) return;
    EXTENDED.add(prototype);
    requireMethods(this.#program, prototype, COMPILER_METHODS, "the compiler");
    override(
      prototype,
      "compileForOfStatement",
      /**
       * @param {Compiler} compiler
       * @param {(statement: ForOfStatement) => number} original
       * @param {ForOfStatement} statement
       */
      (compiler, original, statement) =>
        LANGUAGES.has(compiler.program)
          ? compileForOf(compiler, statement)
          : original(statement),
    );
    override(
      prototype,
      "compileCallExpression",
      /**
       * @param {Compiler} compiler
       * @param {(call: CallExpression, ...how: unknown[]) => number} original
       * @param {CallExpression} call
       * @param {unknown[]} how
       */
      (compiler, original, call, ...how) => {
        const { program } = compiler;
        const language = LANGUAGES.get(program);
        if (!language) return original(call, ...how);
        const { length } = program.diagnostics;
        const whole = language.isLogged(call)
          ? withOneText(compiler, call)
          : call;
        const expression = original(whole, ...how);
        explainErrors(program, call, length);
        return expression;
      },
    );
  }
}

/**
 * @param {Program} program
 * @param {object} owner
 * @param {string[]} methods
 * @param {string} what
 */
function requireMethods(program, owner, methods, what) {
  const lacking = methods.find((method) => !(method in owner));
  if (lacking === undefined) return;
  throw missingIn(compilerVersion(program), lacking, `of ${what}`);
}

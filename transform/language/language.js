import { compilerVersion, missingIn } from "../contract/broken.js";
import { COMPILER_METHODS, PARSER_METHODS } from "../contract/language.js";
import { compilerOf } from "./compiler.js";
import { compileForOf } from "./for-of.js";
import { override } from "./override.js";
import { readPatterns } from "./patterns.js";

/**
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
    if (!this.#isUsed) return;
    const { Compiler } = await compilerOf(this.#program, baseDir);
    extend(this.#program, Compiler);
  }
}

/**
 * Extends the compiler, once for all programs that it compiles.
 *
 * @param {Program} program
 * @param {{ prototype: Compiler }} type
 */
function extend(program, { prototype }) {
  if (EXTENDED.has(prototype)) return;
  requireMethods(program, prototype, COMPILER_METHODS, "the compiler");
  EXTENDED.add(prototype);
  override(
    prototype,
    "compileForOfStatement",
    /**
     * @param {Compiler} compiler
     * @param {unknown} _original
     * @param {ForOfStatement} statement
     */
    (compiler, _original, statement) => compileForOf(compiler, statement),
  );
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

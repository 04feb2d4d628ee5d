import { readFileSync } from "node:fs";
import { USER_DEFINED } from "../contract/compiler.js";
import { SDK } from "../contract/sdk.js";
import { sourcesOfAuthors, textsOfAuthors } from "../source/sdk.js";

/**
 * @typedef {import("assemblyscript").ClassDeclaration} ClassDeclaration
 * @typedef {import("assemblyscript").Parser} Parser
 * @typedef {import("assemblyscript").Program} Program
 */

const FILE = "assembly/language/library-methods";

/** How the names of the classes end whose methods move. */
const METHODS = /^(\w+)Methods$/;

/**
 * Adds methods that JavaScript has to the classes of the compiler's library, where a
 * source names one. The compiler compiles only those that are called. Returns whether
 * there are any.
 *
 * @param {Program} program
 */
export function addLibraryMethods(program) {
  const text = readFileSync(
    new URL(`../../${FILE}.ts`, import.meta.url),
    "utf8",
  );
  const texts = textsOfAuthors(program);
  const isNamed = (/** @type {string} */ name) =>
    texts.some((each) => new RegExp(`\\.\\s*${name}\\b`).test(each));
  const names = [...text.matchAll(/^ {2}(\w+)[<(]/gm)].map(([, name]) => name);
  if (!names.some(isNamed)) return false;
  const { parser, sources } = program;
  parser.parseFile(text, `${SDK}${FILE}.ts`, false);
  const parsed = sources[sources.length - 1];
  const library = sources.flatMap(({ internalPath, statements }) =>
    /^~lib\/\w+$/.test(internalPath) ? statements.filter(isClass) : [],
  );
  const authors = sourcesOfAuthors(program).flatMap(({ statements }) =>
    statements.filter(isClass),
  );
  for (const from of parsed.statements.filter(isClass)) {
    const [, name] = METHODS.exec(from.name.text) ?? [];
    const to = library.find((each) => each.name.text === name);
    // A class of the author's that extends it may have a method of that name itself.
    const own = new Set(
      [to, ...authors.filter((each) => extendsClass(each, name))].flatMap(
        (each) => each?.members.map((member) => member.name.text) ?? [],
      ),
    );
    const added = from.members.filter(
      ({ name: { text: member } }) => isNamed(member) && !own.has(member),
    );
    to?.members.push(...added);
  }
  // What is left would be a class that extends the library's.
  parsed.statements.length = 0;
  return true;
}

/**
 * Says in the filter's line what the compiler has said of such a method since a call
 * began: of all that they do, only `null` for a number is an error.
 *
 * @param {Program} program
 * @param {import("assemblyscript").CallExpression} call
 * @param {number} before How many diagnostics there were.
 */
export function explainErrors(program, call, before) {
  const { diagnostics } = program;
  if (diagnostics.length === before) return;
  const isOurs = (
    /** @type {import("assemblyscript").DiagnosticMessage} */ { range },
  ) => range?.source.internalPath === `${SDK}${FILE}`;
  if (!diagnostics.slice(before).some(isOurs)) return;
  diagnostics.splice(before);
  const { property } =
    /** @type {import("assemblyscript").PropertyAccessExpression} */ (
      call.expression
    );
  program.error(
    USER_DEFINED,
    property?.range ?? call.range,
    "This returns `null` where nothing is found, and a number cannot be `null`: use `findIndex`, which returns -1.",
  );
}

/**
 * @param {object} statement
 * @returns {statement is ClassDeclaration}
 */
function isClass(statement) {
  return "members" in statement && "implementsTypes" in statement;
}

/**
 * @param {ClassDeclaration} declaration
 * @param {string} name
 */
function extendsClass({ extendsType }, name) {
  return extendsType?.name.identifier.text === name;
}

import { NODES, USER_DEFINED } from "../contract/compiler.js";
import { REGEX, REGEX_MAKER, REGEX_SET } from "../contract/sdk.js";
import { has } from "../contract/shapes.js";
import { filterSources } from "../source/filter-sources.js";
import { resolve } from "../source/resolve.js";
import { isCall, isIdentifier, isText, nodesIn } from "../source/syntax.js";
import { compilePattern, compileSet } from "./compile.js";
import { loadParser } from "./parse.js";

/**
 * @typedef {import("assemblyscript").CallExpression} CallExpression
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("./parse.js").Parser} Parser
 */

/** @type {WeakMap<Program, Parser>} */
const PARSERS = new WeakMap();

const CALLS = /\bregex(Set)?\b/;

/**
 * Loads what reads patterns, where a filter may have some.
 *
 * @param {Program} program
 */
export async function loadPatterns(program) {
  const hasPatterns = filterSources(program).some(({ text }) =>
    CALLS.test(text),
  );
  if (hasPatterns) PARSERS.set(program, await loadParser());
}

/**
 * Compiles the patterns of each call of `regex` and `regexSet`, and has the call take what
 * came out; makes what is refused an error of the program.
 *
 * @param {Program} program
 */
export function writeRegexes(program) {
  const parser = PARSERS.get(program);
  if (!parser) return;
  for (const source of filterSources(program)) {
    const file = program.filesByName.get(source.internalPath);
    if (!file || !CALLS.test(source.text)) continue;
    const nodes = [...nodesIn(source, (node) => has(node, NODES.import))];
    for (const node of nodes) {
      if (!isCall(node)) continue;
      const name = resolve(file, node.expression)?.internalName;
      if (name !== REGEX && name !== REGEX_SET) continue;
      try {
        refuseShadows(nodes, node.expression);
        const text =
          name === REGEX ? oneCall(parser, node) : setCall(parser, node);
        rewrite(program, node, text);
      } catch (error) {
        const { message } = /** @type {Error} */ (error);
        program.error(USER_DEFINED, node.range, message);
      }
    }
  }
}

/**
 * Throws where something of the file has the name of the function that is called.
 *
 * @param {Node[]} nodes
 * @param {Expression} callee
 */
function refuseShadows(nodes, callee) {
  if (!isIdentifier(callee)) return;
  const members = new Set(
    nodes.flatMap((node) =>
      "members" in node ? /** @type {Node[]} */ (node.members) : [],
    ),
  );
  const hasOther = nodes.some(
    (node) =>
      !members.has(node) &&
      "name" in node &&
      isIdentifier(/** @type {Node} */ (node.name)) &&
      /** @type {{ text: string }} */ (node.name).text === callee.text,
  );
  if (hasOther)
    throw new Error(
      `"${callee.text}" is also the name of something in this file: rename that.`,
    );
}

/**
 * Returns what a call of `regex` becomes.
 *
 * @param {Parser} parser
 * @param {CallExpression} call
 */
function oneCall(parser, { args }) {
  const [pattern] = args;
  if (!pattern || !isText(pattern))
    throw new Error(
      "regex takes a pattern that stands here as a text: compile others by Regex.compile, when the filter runs.",
    );
  const flags = flagsOf(args);
  const { program, table } = compiled(textOf(pattern), () =>
    compilePattern(parser, textOf(pattern), flags),
  );
  return table
    ? `fixed(${data(program)}, ${data(table)})`
    : `lazy(${data(program)})`;
}

/**
 * Returns what a call of `regexSet` becomes.
 *
 * @param {Parser} parser
 * @param {CallExpression} call
 */
function setCall(parser, { args }) {
  const [list] = args;
  const items = /** @type {{ elementExpressions?: Expression[] }} */ (
    list ?? {}
  ).elementExpressions;
  if (!items?.every(isText))
    throw new Error(
      "regexSet takes patterns that stand here as a list of texts: compile others by RegexSet.compile, when the filter runs.",
    );
  const flags = flagsOf(args);
  const patterns = items.map(textOf);
  for (const pattern of patterns)
    compiled(pattern, () => parser.parse(pattern, flags));
  const { program, table } = compiled("", () =>
    compileSet(parser, patterns, flags),
  );
  return table
    ? `fixedSet(${data(table)}, ${patterns.length})`
    : `lazySet(${data(program)}, ${patterns.length})`;
}

/** @param {Expression[]} args */
function flagsOf([, flags]) {
  if (flags && !isText(flags))
    throw new Error("The flags of a pattern stand here as a text.");
  return flags ? textOf(flags) : "";
}

/** @param {Expression} expression */
function textOf(expression) {
  return /** @type {{ value: string }} */ (/** @type {unknown} */ (expression))
    .value;
}

/**
 * @template Result
 * @param {string} pattern
 * @param {() => Result} compile
 */
function compiled(pattern, compile) {
  try {
    return compile();
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new Error(
      `The pattern ${JSON.stringify(pattern)} is refused: ${message}.`,
      { cause: error },
    );
  }
}

/** @param {number[]} bytes */
function data(bytes) {
  return `memory.data<u8>([${bytes.join()}])`;
}

/** A file that the compiler knows, in which the new calls stand to it. */
const PATH = REGEX_MAKER.slice(0, REGEX_MAKER.lastIndexOf("/"));
let count = 0;

/**
 * Has the compiler read a call of the SDK, and makes another call the same.
 *
 * @param {Program} program
 * @param {CallExpression} call
 * @param {string} text
 */
function rewrite({ parser, sources }, call, text) {
  // The compiler reads a path only once.
  count += 1;
  parser.parseFile(`ProxyWasmRegex.${text}`, `${PATH}-${count}.ts`, false);
  const source = /** @type {import("assemblyscript").Source} */ (sources.pop());
  source.internalPath = PATH;
  source.normalizedPath = `${PATH}.ts`;
  const [statement] = source.statements;
  const { expression, args } = /** @type {{ expression: CallExpression }} */ (
    /** @type {unknown} */ (statement)
  ).expression;
  Object.assign(call, { expression, args, typeArguments: null });
}

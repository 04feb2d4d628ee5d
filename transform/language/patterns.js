import {
  ABOVE_COMMA,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOT_DOT_DOT,
  EQUALS,
  OPEN_BRACE,
  OPEN_BRACKET,
} from "../contract/language.js";
import { Build } from "./build.js";
import { override } from "./override.js";
import { USER_DEFINED } from "../contract/compiler.js";

/**
 * @typedef {import("assemblyscript").CommonFlags} CommonFlags
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").IdentifierExpression} IdentifierExpression
 * @typedef {import("assemblyscript").Parser} Parser
 * @typedef {import("assemblyscript").Range} Range
 * @typedef {import("assemblyscript").Tokenizer} Tokenizer
 * @typedef {import("assemblyscript").VariableDeclaration} VariableDeclaration
 * @typedef {import("assemblyscript").VariableStatement} VariableStatement
 *
 * @typedef {object} Part One of the names in a pattern, or a pattern in it.
 * @property {IdentifierExpression | Pattern} target
 * @property {string} [member] Whose value it takes, in an object's pattern.
 * @property {boolean} [isRest]
 * @property {Expression | null} fallback
 *
 * @typedef {object} Pattern
 * @property {boolean} isArray
 * @property {(Part | null)[]} parts
 * @property {Range} range
 */

/**
 * The patterns that stand in place of names, such as `[name, value]`, by the
 * declarations that the parser made of them.
 *
 * @type {WeakMap<VariableDeclaration, Pattern>}
 */
const PATTERNS = new WeakMap();

/** @param {VariableDeclaration} declaration */
export function patternOf(declaration) {
  return PATTERNS.get(declaration);
}

/**
 * Lets a parser read patterns where variables are declared. One with a value becomes
 * declarations of each name; one of a `for…of` is kept for who compiles the loop.
 *
 * @param {Parser} parser
 * @param {() => void} found Is called for each pattern.
 */
export function readPatterns(parser, found) {
  override(
    parser,
    "parseVariableDeclaration",
    /**
     * @param {Parser} self
     * @param {(tn: Tokenizer, flags: CommonFlags, decorators: unknown, isFor: boolean) => VariableDeclaration | null} original
     * @param {Tokenizer} tn
     * @param {CommonFlags} flags
     * @param {unknown} decorators
     * @param {boolean} isFor
     */
    (self, original, tn, flags, decorators, isFor) => {
      const next = tn.peek();
      if (next !== OPEN_BRACKET && next !== OPEN_BRACE)
        return original(tn, flags, decorators, isFor);
      found();
      return parseDeclaration(self, tn, flags, isFor);
    },
  );
  override(
    parser,
    "parseVariable",
    /**
     * @param {Parser} _self
     * @param {(...args: unknown[]) => VariableStatement | null} original
     * @param {unknown[]} args
     */
    (_self, original, ...args) => {
      const statement = original(...args);
      if (!statement) return statement;
      const { declarations } = statement;
      if (declarations.some((each) => PATTERNS.has(each) && each.initializer))
        declarations.splice(
          0,
          declarations.length,
          ...declarations.flatMap((each) => {
            const pattern = PATTERNS.get(each);
            return pattern && each.initializer
              ? [each, ...namesIn(pattern, each.name.text, each.flags)]
              : each;
          }),
        );
      return statement;
    },
  );
}

/**
 * @param {Parser} parser
 * @param {Tokenizer} tn
 * @param {CommonFlags} flags
 * @param {boolean} isFor
 */
function parseDeclaration(parser, tn, flags, isFor) {
  const pattern = parsePattern(parser, tn);
  if (!pattern) return null;
  const type = tn.skip(COLON) ? parser.parseType(tn, true) : null;
  let value = null;
  if (tn.skip(EQUALS)) {
    value = parser.parseExpression(tn, ABOVE_COMMA);
    if (!value) return null;
  } else if (!isFor) {
    parser.error(
      USER_DEFINED,
      pattern.range,
      "Names in brackets need a value to take theirs from: add `= value`.",
    );
    return null;
  }
  const build = new Build(pattern.range);
  const name = build.name(`~pattern${pattern.range.start}`);
  const declaration = build.declaration(name, value, flags, type);
  PATTERNS.set(declaration, pattern);
  return declaration;
}

/**
 * @param {Parser} parser
 * @param {Tokenizer} tn
 * @returns {Pattern | null}
 */
function parsePattern(parser, tn) {
  const isArray = tn.skip(OPEN_BRACKET);
  if (!isArray && !tn.skip(OPEN_BRACE)) return null;
  const start = tn.tokenPos;
  const end = isArray ? CLOSE_BRACKET : CLOSE_BRACE;
  /** @type {(Part | null)[]} */
  const parts = [];
  while (!tn.skip(end)) {
    if (isArray && tn.skip(COMMA)) {
      parts.push(null);
      continue;
    }
    const part = isArray ? parseElement(parser, tn) : parseMember(parser, tn);
    if (!part) return null;
    parts.push(part);
    if (tn.skip(COMMA)) continue;
    if (tn.skip(end)) break;
    return expected(parser, tn, isArray ? "`,` or `]`" : "`,` or `}`");
  }
  return { isArray, parts, range: tn.range(start, tn.pos) };
}

/**
 * @param {Parser} parser
 * @param {Tokenizer} tn
 * @returns {Part | null}
 */
function parseElement(parser, tn) {
  const isRest = tn.skip(DOT_DOT_DOT);
  const target = parseTarget(parser, tn);
  return target && withFallback(parser, tn, { target, isRest, fallback: null });
}

/**
 * @param {Parser} parser
 * @param {Tokenizer} tn
 * @returns {Part | null}
 */
function parseMember(parser, tn) {
  const name = parseName(parser, tn);
  if (!name) return null;
  const target = tn.skip(COLON) ? parseTarget(parser, tn) : name;
  if (!target) return null;
  const member = name.text;
  const part = { target, member, fallback: null };
  if (tn.peek() !== EQUALS) return part;
  parser.error(
    USER_DEFINED,
    name.range,
    `A field always has a value in AssemblyScript, so \`${member}\` can have no default here.`,
  );
  return null;
}

/**
 * @param {Parser} parser
 * @param {Tokenizer} tn
 * @param {Part} part
 */
function withFallback(parser, tn, part) {
  if (!tn.skip(EQUALS)) return part;
  part.fallback = parser.parseExpression(tn, ABOVE_COMMA);
  return part.fallback ? part : null;
}

/**
 * @param {Parser} parser
 * @param {Tokenizer} tn
 */
function parseTarget(parser, tn) {
  const next = tn.peek();
  return next === OPEN_BRACKET || next === OPEN_BRACE
    ? parsePattern(parser, tn)
    : parseName(parser, tn);
}

/**
 * @param {Parser} parser
 * @param {Tokenizer} tn
 */
function parseName(parser, tn) {
  if (!tn.skipIdentifier()) return expected(parser, tn, "a name");
  const text = tn.readIdentifier();
  return new Build(tn.range()).name(text);
}

/**
 * @param {Parser} parser
 * @param {Tokenizer} tn
 * @param {string} what
 */
function expected(parser, tn, what) {
  parser.error(USER_DEFINED, tn.range(tn.pos), `Expected ${what} here.`);
  return null;
}

/**
 * Returns declarations of all names in a pattern, whose values are those of a variable.
 *
 * @param {Pattern} pattern
 * @param {string} from
 * @param {CommonFlags} flags
 * @returns {VariableDeclaration[]}
 */
export function namesIn({ isArray, parts, range }, from, flags) {
  return parts.flatMap((part, index) => {
    if (!part) return [];
    const { target, member, isRest, fallback } = part;
    const build = new Build(target.range);
    const source = build.name(from);
    /** @type {Expression} */
    let value = isArray
      ? build.element(source, build.integer(index))
      : build.member(source, /** @type {string} */ (member));
    if (isRest)
      value = build.call(build.member(source, "slice"), [build.integer(index)]);
    if (fallback)
      value = build.choice(
        build.less(build.integer(index), build.member(source, "length")),
        value,
        fallback,
      );
    return bind(target, value, flags, `${from}.${range.start}.${index}`);
  });
}

/**
 * Returns declarations that give a name, or the names in a pattern, a value.
 *
 * @param {IdentifierExpression | Pattern} target
 * @param {Expression} value
 * @param {CommonFlags} flags
 * @param {string} temporary Names the value, where it is a pattern that takes it.
 * @returns {VariableDeclaration[]}
 */
export function bind(target, value, flags, temporary) {
  const build = new Build(target.range);
  if (!("parts" in target)) return [build.declaration(target, value, flags)];
  const name = build.name(temporary);
  return [
    build.declaration(name, value, flags),
    ...namesIn(target, temporary, flags),
  ];
}

/**
 * Returns all names in a pattern.
 *
 * @param {Pattern} pattern
 * @returns {string[]}
 */
export function namesOf({ parts }) {
  return parts.flatMap((part) => {
    if (!part) return [];
    const { target } = part;
    return "parts" in target ? namesOf(target) : target.text;
  });
}

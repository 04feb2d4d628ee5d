/**
 * What the language's additions need of the compiler: tokens and flags by their numbers,
 * whose types hold them to the compiler's, and the methods of the parser, the compiler
 * and the resolver that are called or extended.
 */

/** @type {import("assemblyscript").Token.Of} */
export const OF = 39;
/** @type {import("assemblyscript").Token.OpenBrace} */
export const OPEN_BRACE = 62;
/** @type {import("assemblyscript").Token.CloseBrace} */
export const CLOSE_BRACE = 63;
/** @type {import("assemblyscript").Token.OpenParen} */
export const OPEN_PAREN = 64;
/** @type {import("assemblyscript").Token.OpenBracket} */
export const OPEN_BRACKET = 66;
/** @type {import("assemblyscript").Token.CloseBracket} */
export const CLOSE_BRACKET = 67;
/** @type {import("assemblyscript").Token.Dot} */
export const DOT = 68;
/** @type {import("assemblyscript").Token.Dot_Dot_Dot} */
export const DOT_DOT_DOT = 69;
/** @type {import("assemblyscript").Token.Comma} */
export const COMMA = 71;
/** @type {import("assemblyscript").Token.LessThan} */
export const LESS_THAN = 72;
/** @type {import("assemblyscript").Token.GreaterThan} */
export const GREATER_THAN = 73;
/** @type {import("assemblyscript").Token.Plus_Plus} */
export const PLUS_PLUS = 87;
/** @type {import("assemblyscript").Token.Plus} */
export const PLUS = 81;
/** @type {import("assemblyscript").Token.Equals_Equals} */
export const EQUALS_EQUALS = 76;
/** @type {import("assemblyscript").Token.Exclamation_Equals} */
export const EXCLAMATION_EQUALS = 77;
/** @type {import("assemblyscript").Token.Equals_Equals_Equals} */
export const EQUALS_EQUALS_EQUALS = 78;
/** @type {import("assemblyscript").Token.Exclamation_Equals_Equals} */
export const EXCLAMATION_EQUALS_EQUALS = 79;
/** @type {import("assemblyscript").Token.Ampersand_Ampersand} */
export const AMPERSAND_AMPERSAND = 97;
/** @type {import("assemblyscript").Token.Bar_Bar} */
export const BAR_BAR = 98;
/** @type {import("assemblyscript").Token.Question} */
export const QUESTION = 99;
/** @type {import("assemblyscript").Token.Colon} */
export const COLON = 100;
/** @type {import("assemblyscript").Token.Equals} */
export const EQUALS = 101;
/** @type {import("assemblyscript").Token.Plus_Equals} */
export const PLUS_EQUALS = 102;
/** @type {import("assemblyscript").Token.Bar_Equals} */
export const BAR_EQUALS = 112;

/** The precedence of what stands between commas. */
/** @type {import("assemblyscript").Precedence.Spread} */
export const ABOVE_COMMA = 2;

/** How names are declared. */
/** @type {import("assemblyscript").CommonFlags.Const} */
export const CONST = 8;
/** @type {import("assemblyscript").CommonFlags.Let} */
export const LET = 16;

/** A local whose value the compiler knows. */
/** @type {import("assemblyscript").CommonFlags.Inlined} */
export const INLINED = 33554432;

/** What is known of a local. */
/** @type {import("assemblyscript").LocalFlags.Constant} */
export const CONSTANT = 1;
/** @type {import("assemblyscript").LocalFlags.Wrapped} */
export const WRAPPED = 2;
/** @type {import("assemblyscript").LocalFlags.Initialized} */
export const INITIALIZED = 8;

/** Tells whether a number is zero. */
/** @type {import("assemblyscript").UnaryOp.EqzI32} */
export const EQZ_I32 = 20;

/** The operator `[]` of a class. */
/** @type {import("assemblyscript").OperatorKind.IndexedGet} */
export const INDEXED_GET = 1;

/** What is asked of a value that is compiled: nothing, as it is dropped. */
/** @type {import("assemblyscript").Constraints.WillDrop} */
export const WILL_DROP = 8;

/** How the resolver reports: as it compiles, or not at all. */
/** @type {import("assemblyscript").ReportMode.Report} */
export const REPORT = 0;
/** @type {import("assemblyscript").ReportMode.Swallow} */
export const SWALLOW = 1;

/**
 * The methods that are called or extended, by what has them. They are private in part,
 * so that no type holds them.
 */
export const PARSER_METHODS = [
  "parseExpression",
  "parseForOfStatement",
  "parseTopLevelStatement",
  "parseType",
  "parseVariable",
  "parseVariableDeclaration",
];
export const TOKENIZER_METHODS = [
  "peek",
  "range",
  "readIdentifier",
  "skip",
  "skipIdentifier",
  "unsafeNext",
];
export const COMPILER_METHODS = [
  "compileBinaryExpression",
  "compileCallExpression",
  "compileElementAccessExpression",
  "compileExpression",
  "compileForOfStatement",
  "compileFunctionBody",
  "compileFunctionExpression",
  "compileInstantiate",
  "compilePropertyAccessExpression",
  "compileStatement",
  "convertExpression",
  "ensureConstructor",
  "makeCallDirect",
  "makeCallIndirect",
  "makeIsTrueish",
  "makeZero",
  "maybeCompileEnclosingSource",
];
export const RESOLVER_METHODS = [
  "getElementOfType",
  "lookupExpression",
  "resolveBinaryExpression",
  "resolveClass",
  "resolveExpression",
  "resolveFunction",
  "resolveFunctionExpression",
];

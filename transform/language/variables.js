import { LET } from "../contract/language.js";
import { Build } from "./build.js";

/**
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").FunctionExpression} FunctionExpression
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Range} Range
 * @typedef {import("assemblyscript").Source} Source
 * @typedef {import("assemblyscript").Statement} Statement
 * @typedef {import("assemblyscript").VariableDeclaration} VariableDeclaration
 *
 * @typedef {object} Capture What a function takes along from where it is made.
 * @property {string} name
 * @property {Expression | null} value Its value there; null for the function itself.
 *
 * @typedef {(node: Node) => void} Replace Puts another node where one is.
 *
 * @typedef {(node: never, replace: Replace) => void} Reader
 *
 * @typedef {object} Variable
 * @property {string} name
 * @property {string} [boxName] What its box is called, where it has one.
 * @property {Home} home
 * @property {{ node: Node, replace: Replace }[]} uses
 * @property {Node | null} assigned Where it is assigned to, but in the head of its loop.
 * @property {Node | null} pending What its first value is computed from, meanwhile.
 * @property {boolean} isCaptured
 * @property {(variable: Variable) => string | null} box Makes a box of it, that functions
 *   share; returns why it cannot.
 *
 * @typedef {object} Separate A function, a method or a field.
 * @property {import("assemblyscript").FunctionTypeNode} [signature]
 * @property {Statement | null} [body]
 * @property {Expression | null} [initializer]
 *
 * @typedef {object} Home A function, and what it takes along.
 * @property {Home | null} parent The function around it.
 * @property {FunctionExpression | null} node
 * @property {Map<string, { variable: Variable | null, value: Expression | null }>} taken
 */

/** What `this` is called in a function that takes it along. */
export const THIS = "~this";

/** The function that makes a box of a value, and the field that has the value. */
export const BOX = "~variable";
export const VALUE = "value";

/** The parts of nodes that name no variable. */
export const NAMES = [
  "range",
  "property",
  "label",
  "name",
  "isType",
  "toType",
  "typeName",
  "typeArguments",
  "type",
];

/** Why `super` is refused. */
export const NO_SUPER =
  "A function that is kept has no `super`: call a method of this class that does what is wanted.";

/** The types whose variables are zero where they have no first value. */
const NUMBERS = /^(?:[iu](?:8|16|32|64)|[iu]size|f32|f64|bool|boolean|number)$/;

/**
 * Makes a declaration one of a box; returns why it cannot.
 *
 * @param {VariableDeclaration} declaration
 */
export function boxed(declaration) {
  const { name, type, initializer } = declaration;
  const build = new Build(name.range);
  const { isNullable = false, name: typeName } =
    /** @type {Partial<import("assemblyscript").NamedTypeNode>} */ (type ?? {});
  const isZero = NUMBERS.test(typeName?.identifier.text ?? "");
  const first =
    initializer ??
    (isNullable ? build.null() : isZero ? build.integer(0) : null);
  if (!first)
    return `Give \`${name.text}\` a first value: a function keeps it, and it changes.`;
  declaration.initializer = build.call(
    build.name(BOX),
    [first],
    type ? [type] : null,
  );
  declaration.type = null;
  return null;
}

/** @param {FunctionExpression | null} node */
export function isArrow(node) {
  return Number(node?.declaration.arrowKind ?? 0) !== 0;
}

/** @param {Variable} variable */
export function kept({ name }) {
  return `A function keeps \`${name}\`, which changes here: copy it into a variable of its own first.`;
}

/**
 * @param {object} owner
 * @param {string | number} key
 * @returns {Replace}
 */
export function replaceIn(owner, key) {
  return (node) => {
    /** @type {Record<string | number, Node>} */ (owner)[key] = node;
  };
}

/**
 * Makes a box of a parameter, at the head of its function.
 *
 * @param {Variable} variable
 * @param {import("assemblyscript").IdentifierExpression} name
 * @param {Statement} body
 */
export function boxParameter(variable, name, body) {
  const build = new Build(name.range);
  variable.boxName = `~${name.text}`;
  const box = build.call(build.name(BOX), [build.name(name.text)]);
  const own = build.declaration(build.name(variable.boxName), box, LET);
  const { statements } =
    /** @type {import("assemblyscript").BlockStatement} */ (body);
  statements.unshift(build.variables([own]));
  return null;
}

/**
 * Makes a box of a loop's variable, in each turn.
 *
 * @param {import("assemblyscript").ForOfStatement} statement
 * @param {VariableDeclaration} declaration
 */
export function boxLoopVariable(statement, declaration) {
  const { name, type } = declaration;
  const build = new Build(name.range);
  const given = build.name(`~${name.text}`);
  const box = build.declaration(name, given, LET, type);
  boxed(box);
  declaration.name = given;
  statement.body = build.block([build.variables([box]), statement.body]);
  return null;
}

import ts from "typescript";

/**
 * The compiler's kinds of values, which are one `number` to TypeScript: `i32`, `u64`,
 * `f64` and so on, `bool` and `string`. Found by what is declared.
 */

const INTEGERS = [
  "i8",
  "i16",
  "i32",
  "i64",
  "isize",
  "u8",
  "u16",
  "u32",
  "u64",
  "usize",
];
const FLOATS = ["f32", "f64"];
const KINDS = new Set([...INTEGERS, ...FLOATS, "bool"]);

/** The kinds of elements by the type's name. */
const ELEMENTS = /** @type {Record<string, string>} */ ({
  Int8Array: "i8",
  Uint8Array: "u8",
  Uint8ClampedArray: "u8",
  Int16Array: "i16",
  Uint16Array: "u16",
  Int32Array: "i32",
  Uint32Array: "u32",
  Int64Array: "i64",
  Uint64Array: "u64",
  Float32Array: "f32",
  Float64Array: "f64",
});

/** The smallest and the largest number of a kind. */
const RANGES = /** @type {Record<string, [bigint, bigint]>} */ ({
  i8: [-(2n ** 7n), 2n ** 7n - 1n],
  i16: [-(2n ** 15n), 2n ** 15n - 1n],
  i32: [-(2n ** 31n), 2n ** 31n - 1n],
  i64: [-(2n ** 63n), 2n ** 63n - 1n],
  isize: [-(2n ** 31n), 2n ** 31n - 1n],
  u8: [0n, 2n ** 8n - 1n],
  u16: [0n, 2n ** 16n - 1n],
  u32: [0n, 2n ** 32n - 1n],
  u64: [0n, 2n ** 64n - 1n],
  usize: [0n, 2n ** 32n - 1n],
});

/** @param {string | undefined} kind */
export function isInteger(kind) {
  return kind !== undefined && INTEGERS.includes(kind);
}

/** @param {string | undefined} kind */
export function isFloat(kind) {
  return kind !== undefined && FLOATS.includes(kind);
}

/**
 * @param {string} kind
 * @returns {[bigint, bigint] | undefined}
 */
export function rangeOf(kind) {
  return RANGES[kind];
}

/**
 * Returns the kind that a type as written stands for.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.TypeNode | undefined} node
 * @returns {string | undefined}
 */
export function kindOfType(checker, node) {
  if (!node) return undefined;
  if (node.kind === ts.SyntaxKind.NumberKeyword) return "f64";
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return "bool";
  if (node.kind === ts.SyntaxKind.StringKeyword) return "string";
  if (ts.isParenthesizedTypeNode(node)) return kindOfType(checker, node.type);
  if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName))
    return undefined;
  const name = node.typeName.text;
  if (KINDS.has(name)) return name;
  const symbol = resolved(checker, checker.getSymbolAtLocation(node.typeName));
  const [declaration] = symbol?.declarations ?? [];
  if (!declaration) return undefined;
  if (ts.isEnumDeclaration(declaration)) return "enum";
  return ts.isTypeAliasDeclaration(declaration)
    ? kindOfType(checker, declaration.type)
    : undefined;
}

/**
 * Returns the kind of an expression, or undefined if it does not show.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Node} node
 * @returns {string | undefined}
 */
export function kindOf(checker, node) {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) {
    return kindOf(checker, node.expression);
  }
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    return kindOfType(checker, node.type);
  }
  if (ts.isNumericLiteral(node)) return kindOfLiteral(node);
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.ExclamationToken
      ? "bool"
      : kindOf(checker, node.operand);
  }
  if (ts.isPostfixUnaryExpression(node)) return kindOf(checker, node.operand);
  if (ts.isConditionalExpression(node)) {
    return common(
      kindOf(checker, node.whenTrue),
      kindOf(checker, node.whenFalse),
    );
  }
  if (ts.isBinaryExpression(node)) return kindOfBinary(checker, node);
  if (ts.isCallExpression(node)) return kindOfCall(checker, node);
  if (ts.isElementAccessExpression(node)) return kindOfElement(checker, node);
  const symbol = resolved(checker, checker.getSymbolAtLocation(node));
  return symbol && kindOfSymbol(checker, symbol);
}

/**
 * Returns the kind that the place of an expression asks for.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Node} node
 * @returns {string | undefined}
 */
export function wantedKind(checker, node) {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return wantedKind(checker, parent);
  if (ts.isAsExpression(parent) || ts.isTypeAssertionExpression(parent)) {
    return kindOfType(checker, parent.type);
  }
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isParameter(parent)
  ) {
    return kindOfType(checker, parent.type);
  }
  if (ts.isReturnStatement(parent)) {
    return kindOfType(
      checker,
      ts.findAncestor(parent, ts.isFunctionLike)?.type,
    );
  }
  if (ts.isArrowFunction(parent)) return kindOfType(checker, parent.type);
  if (ts.isElementAccessExpression(parent)) return "i32";
  if (ts.isConditionalExpression(parent) && parent.condition !== node) {
    return wantedKind(checker, parent);
  }
  if (ts.isBinaryExpression(parent))
    return wantedInBinary(checker, parent, node);
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) {
    return undefined;
  }
  const name = parent.expression.getText();
  if (KINDS.has(name)) return name;
  if (/^(Native)?Math\./.test(name)) return "f64";
  const declaration = checker.getResolvedSignature(parent)?.declaration;
  const index = parent.arguments?.indexOf(/** @type {ts.Expression} */ (node));
  if (!declaration || index === undefined || ts.isJSDocSignature(declaration)) {
    return undefined;
  }
  return kindOfType(checker, declaration.parameters[index]?.type);
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.BinaryExpression} parent
 * @param {ts.Node} node
 */
function wantedInBinary(checker, parent, node) {
  const { kind } = parent.operatorToken;
  const isAssignment =
    kind >= ts.SyntaxKind.FirstAssignment &&
    kind <= ts.SyntaxKind.LastAssignment;
  const other = parent.left === node ? parent.right : parent.left;
  return isAssignment ? kindOf(checker, other) : undefined;
}

/** @param {ts.NumericLiteral} node */
function kindOfLiteral(node) {
  const text = node.getText().replaceAll("_", "");
  if (/^0[xob]/i.test(text)) return "i32";
  if (/[.e]/i.test(text)) return "f64";
  const [, largest] = RANGES.i32 ?? [0n, 0n];
  return BigInt(text) <= largest + 1n ? "i32" : "i64";
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.BinaryExpression} node
 */
function kindOfBinary(checker, node) {
  const { kind } = node.operatorToken;
  const left = kindOf(checker, node.left);
  if (
    (kind >= ts.SyntaxKind.FirstAssignment &&
      kind <= ts.SyntaxKind.LastAssignment) ||
    kind === ts.SyntaxKind.LessThanLessThanToken ||
    kind === ts.SyntaxKind.GreaterThanGreaterThanToken ||
    kind === ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken
  ) {
    return left;
  }
  const right = kindOf(checker, node.right);
  switch (kind) {
    case ts.SyntaxKind.PlusToken:
    case ts.SyntaxKind.MinusToken:
    case ts.SyntaxKind.AsteriskToken:
    case ts.SyntaxKind.SlashToken:
    case ts.SyntaxKind.PercentToken:
    case ts.SyntaxKind.AmpersandToken:
    case ts.SyntaxKind.BarToken:
    case ts.SyntaxKind.CaretToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return common(left, right);
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return isInteger(left) && isInteger(right) ? left : "f64";
    default:
      return "bool";
  }
}

/**
 * Returns the kind of a value that is one of two, as the compiler widens it.
 *
 * @param {string | undefined} left
 * @param {string | undefined} right
 */
function common(left, right) {
  if (left === right) return left;
  if (isFloat(left) || isFloat(right)) {
    return left === undefined || right === undefined ? undefined : "f64";
  }
  if (!isInteger(left) || !isInteger(right)) return undefined;
  return [left, right].some((each) => each === "i64" || each === "u64")
    ? "i64"
    : left;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.CallExpression} node
 */
function kindOfCall(checker, node) {
  const name = node.expression.getText();
  if (KINDS.has(name)) return name;
  if (/^(min|max|abs)$/.test(name)) {
    return node.arguments
      .map((each) => kindOf(checker, each))
      .reduce(common, undefined);
  }
  if (/^(Native)?Math\./.test(name)) return "f64";
  const declaration = checker.getResolvedSignature(node)?.declaration;
  if (!declaration || ts.isJSDocSignature(declaration)) return undefined;
  return kindOfType(checker, declaration.type);
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.ElementAccessExpression} node
 */
function kindOfElement(checker, { expression }) {
  const name = checker.getTypeAtLocation(expression).symbol?.name;
  if (name !== undefined && ELEMENTS[name]) return ELEMENTS[name];
  const symbol = resolved(checker, checker.getSymbolAtLocation(expression));
  const declaration = symbol?.valueDeclaration;
  if (!declaration || !("type" in declaration)) return undefined;
  const type = /** @type {ts.TypeNode | undefined} */ (declaration.type);
  if (!type) return undefined;
  if (ts.isArrayTypeNode(type)) return kindOfType(checker, type.elementType);
  const isList =
    ts.isTypeReferenceNode(type) &&
    /^(Static)?Array$/.test(type.typeName.getText());
  return isList ? kindOfType(checker, type.typeArguments?.[0]) : undefined;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 * @returns {string | undefined}
 */
function kindOfSymbol(checker, symbol) {
  const [declaration] = symbol.declarations ?? [];
  if (!declaration) return undefined;
  if (ts.isEnumMember(declaration)) return "enum";
  if (ts.isGetAccessor(declaration)) {
    return kindOfType(checker, declaration.type);
  }
  if (
    !ts.isVariableDeclaration(declaration) &&
    !ts.isPropertyDeclaration(declaration) &&
    !ts.isPropertySignature(declaration) &&
    !ts.isParameter(declaration)
  ) {
    return undefined;
  }
  if (declaration.type) return kindOfType(checker, declaration.type);
  return "initializer" in declaration && declaration.initializer
    ? kindOf(checker, declaration.initializer)
    : undefined;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol | undefined} symbol
 */
function resolved(checker, symbol) {
  return symbol && symbol.flags & ts.SymbolFlags.Alias
    ? checker.getAliasedSymbol(symbol)
    : symbol;
}

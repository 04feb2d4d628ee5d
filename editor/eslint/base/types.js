import { realpathSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { kindOf, wantedKind } from "./kinds.js";

/**
 * @typedef {import("./create-rule.js").Context} Context
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 * @typedef {import("@typescript-eslint/utils").ParserServicesWithTypeInformation} Services
 */

/** Where the SDK's sources are, as TypeScript names them. */
const SDK = `${realpathSync(join(import.meta.dirname, "../../../assembly")).replaceAll("\\", "/")}/`;

const LIBRARY = "/assemblyscript/std/assembly/";

/** What rules ask about types. */
export class Types {
  /** @param {Context} context */
  constructor(context) {
    const services = /** @type {Services} */ (
      context.sourceCode.parserServices
    );
    if (!services.program) {
      throw new Error(
        "Cannot check types: set languageOptions.parserOptions.projectService",
      );
    }
    this.services = services;
    this.checker = services.program.getTypeChecker();
  }

  /** @param {Node} node */
  nodeOf(node) {
    return this.services.esTreeNodeToTSNodeMap.get(node);
  }

  /** @param {Node} node */
  typeOf(node) {
    return this.services.getTypeAtLocation(node);
  }

  /** @param {Node} node */
  kindOf(node) {
    return kindOf(this.checker, this.nodeOf(node));
  }

  /** @param {Node} node */
  wantedKind(node) {
    return wantedKind(this.checker, this.nodeOf(node));
  }

  /**
   * Tells whether a value is a string, or a string or null.
   *
   * @param {Node} node
   */
  isText(node) {
    const parts = partsOf(this.typeOf(node)).filter((each) => !isNull(each));
    return (
      parts.length > 0 &&
      parts.every((each) => each.flags & ts.TypeFlags.StringLike)
    );
  }

  /** @param {Node} node */
  isNullable(node) {
    return partsOf(this.typeOf(node)).some(isNull);
  }

  /**
   * Returns the name of what is called, if it is the SDK's: `HttpCall.send`, or
   * `setProperty` for a function.
   *
   * @param {Node} callee
   */
  sdkName(callee) {
    return this.#nameIn(callee, (path) => path.startsWith(SDK));
  }

  /**
   * Returns the name of what is called, if it is in the compiler's library:
   * `String.split`.
   *
   * @param {Node} callee
   */
  libraryName(callee) {
    return this.#nameIn(callee, (path) => path.includes(LIBRARY));
  }

  /**
   * Returns the SDK's class that a class extends, such as `HttpContext`.
   *
   * @param {Node} node
   * @returns {ts.InterfaceType | undefined}
   */
  sdkBaseOf(node) {
    const { name } = /** @type {ts.ClassLikeDeclaration} */ (this.nodeOf(node));
    const symbol = name && this.checker.getSymbolAtLocation(name);
    let type = symbol && this.checker.getDeclaredTypeOfSymbol(symbol);
    while (type?.isClassOrInterface()) {
      const [base] = this.checker.getBaseTypes(type);
      const file = base?.symbol?.declarations?.[0]?.getSourceFile().fileName;
      if (file?.startsWith(SDK)) {
        return /** @type {ts.InterfaceType} */ (base);
      }
      type = base;
    }
    return undefined;
  }

  /**
   * Returns what a name stands for, if it is a constant with a value: the value.
   *
   * @param {Node} node
   * @returns {Node}
   */
  constantNode(node) {
    if (node.type !== "Identifier") return node;
    const declaration = this.symbolOf(node)?.valueDeclaration;
    const isConstant =
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    if (!isConstant || !declaration.initializer) return node;
    const value = this.services.tsNodeToESTreeNodeMap.get(
      declaration.initializer,
    );
    return value ? this.constantNode(value) : node;
  }

  /**
   * Returns the function, the method or the class in this file that a name stands for.
   *
   * @param {Node} callee
   * @returns {Node | undefined}
   */
  declarationHere(callee) {
    const named = callee.type === "MemberExpression" ? callee.property : callee;
    const declaration = this.symbolOf(named)?.valueDeclaration;
    return declaration && this.services.tsNodeToESTreeNodeMap.get(declaration);
  }

  /**
   * Tells whether a value is a number or a boolean, which is never null.
   *
   * @param {Node} node
   */
  isPlain(node) {
    return partsOf(this.typeOf(node)).every(
      (each) =>
        each.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike),
    );
  }

  /** @param {import("@typescript-eslint/utils").TSESTree.MemberExpression} node */
  isGetter({ property }) {
    const flags = this.symbolOf(property)?.flags ?? 0;
    return (flags & ts.SymbolFlags.GetAccessor) !== 0;
  }

  /**
   * Returns the name of the SDK's enum that a value is of.
   *
   * @param {Node} node
   */
  enumOf(node) {
    const type = this.typeOf(node);
    const member = type.isUnion() ? type.types[0] : type;
    if (!member || !(member.flags & ts.TypeFlags.EnumLike)) return undefined;
    const declaration = member.symbol?.declarations?.[0];
    const owner =
      declaration && ts.isEnumMember(declaration)
        ? declaration.parent
        : declaration;
    if (!owner?.getSourceFile().fileName.startsWith(SDK)) return undefined;
    return ts.isEnumDeclaration(owner) ? owner.name.text : undefined;
  }

  /** @param {Node} node */
  isParameter(node) {
    if (node.type !== "Identifier") return false;
    const declaration = this.symbolOf(node)?.valueDeclaration;
    return declaration !== undefined && ts.isParameter(declaration);
  }

  /** @param {Node} node */
  symbolOf(node) {
    const symbol = this.services.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias
      ? this.checker.getAliasedSymbol(symbol)
      : symbol;
  }

  /**
   * @param {Node} callee
   * @param {(path: string) => boolean} isWanted
   */
  #nameIn(callee, isWanted) {
    const named = callee.type === "MemberExpression" ? callee.property : callee;
    const symbol = this.symbolOf(named);
    const declaration = symbol?.declarations?.[0];
    if (!symbol || !declaration) return undefined;
    if (!isWanted(declaration.getSourceFile().fileName)) return undefined;
    const { parent } = declaration;
    const isMember =
      ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent);
    return isMember ? `${parent.name?.text}.${symbol.name}` : symbol.name;
  }
}

/** @param {ts.Type} type */
function partsOf(type) {
  return type.isUnion() ? type.types : [type];
}

/** @param {ts.Type} type */
function isNull(type) {
  return (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;
}

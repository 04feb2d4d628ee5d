import ts from "typescript";

/** The methods of contexts that are there to be overridden. */
const CALLBACK = /^(on[A-Z]\w*|create(Http|Stream)Context)$/;

/**
 * Returns the callbacks of one of the SDK's classes, by their names.
 *
 * @param {import("./types.js").Types} types
 * @param {ts.InterfaceType} base
 * @returns {Map<string, ts.MethodDeclaration>}
 */
export function callbacksOf(types, base) {
  /** @type {Map<string, ts.MethodDeclaration>} */
  const callbacks = new Map();
  for (const symbol of types.checker.getPropertiesOfType(base)) {
    const declaration = symbol.valueDeclaration;
    if (!CALLBACK.test(symbol.name) || !declaration) continue;
    if (ts.isMethodDeclaration(declaration)) {
      callbacks.set(symbol.name, declaration);
    }
  }
  return callbacks;
}

/**
 * Returns a method's name, parameters and result as they are written.
 *
 * @param {ts.MethodDeclaration} method
 */
export function signatureOf(method) {
  const { name, type } = method;
  const text = method.getSourceFile().text;
  return text
    .slice(name.getStart(), type?.getEnd() ?? name.getEnd())
    .replace(/\s+/g, " ")
    .replace("( ", "(")
    .replace(/,? \)/, ")");
}

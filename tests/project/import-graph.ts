import { dirname, join } from "node:path/posix";
import ts from "typescript";

const PACKAGE = "proxy-wasm-as";

/** What the package exports under a name other than its source's. */
const EXPORTS = new Map([
  ["eslint", "editor/eslint/index.js"],
  ["testing/as-pect", "host/spec/index.ts"],
]);

/** The files and packages that each file imports, by path from the root. */
export type ImportGraph = Map<string, string[]>;

/**
 * Reads the imports of all `.ts` and `.js` files in a tree, which maps paths to texts.
 * An import of types counts like any other. An import from outside the tree stays as
 * written. Throws if a relative one leads nowhere.
 *
 *     readImportGraph(new Map([["a.ts", 'import "./b";'], ["b.ts", ""]]));
 *     // Map { "a.ts" => ["b.ts"], "b.ts" => [] }
 */
export function readImportGraph(tree: Map<string, string>): ImportGraph {
  const graph: ImportGraph = new Map();
  for (const [path, text] of tree) {
    if (!/\.[jt]s$/.test(path)) continue;
    const targets = specifiersOf(path, text).map((specifier) =>
      resolve(path, specifier, tree),
    );
    graph.set(path, [...new Set(targets)]);
  }
  return graph;
}

/** Returns what a file imports or re-exports, as written. */
function specifiersOf(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push(specifier.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return node.argument.literal;
  }
  const isDynamic =
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic ? node.arguments[0] : undefined;
}

function resolve(
  from: string,
  specifier: string,
  tree: Map<string, string>,
): string {
  const path = pathOf(from, specifier);
  if (path === undefined) return specifier;
  const candidates = [path, `${path}.ts`, `${path}/index.ts`, `${path}.d.ts`];
  const found = candidates.find((each) => tree.has(each));
  if (found === undefined) {
    throw new Error(`${from} imports "${specifier}", which does not exist`);
  }
  return found;
}

/** Returns the path that a specifier stands for, or undefined for another package. */
function pathOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return join(dirname(from), specifier);
  if (specifier === PACKAGE) return "index";
  if (specifier.startsWith(`${PACKAGE}/`)) {
    const path = specifier.slice(PACKAGE.length + 1);
    return EXPORTS.get(path) ?? path;
  }
  return undefined;
}

import { join, relative } from "node:path";
import ts from "typescript";
import { ROOT } from "../project/project-files.ts";

/** A function or method of the SDK, and the others that its body calls. */
export interface Callable {
  /** `getProperty`, or `HeaderMap.get` for a method or an accessor. */
  name: string;
  /** The file, from the project's root. */
  file: string;
  /** Exported, and not private if it is a class member. */
  isPublic: boolean;
  /** The keys of what it calls. */
  calls: string[];
}

/** All of `assembly/`, by the key `file:name`. */
export type CallGraph = Map<string, Callable>;

/** Reads the call graph of `assembly/`. */
export function readCallGraph(): CallGraph {
  const config = join(ROOT, "assembly/tsconfig.json");
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    join(ROOT, "assembly"),
    undefined,
    config,
  );
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const graph: CallGraph = new Map();
  for (const source of program.getSourceFiles()) {
    const file = relative(ROOT, source.fileName);
    if (!file.startsWith("assembly/") || source.isDeclarationFile) continue;
    for (const declaration of callables(source)) {
      const name = nameOf(declaration);
      graph.set(`${file}:${name}`, {
        name,
        file,
        isPublic: isPublic(declaration),
        calls: [...new Set(callsOf(declaration, checker))],
      });
    }
  }
  return graph;
}

type Declaration =
  | ts.FunctionDeclaration
  | ts.MethodDeclaration
  | ts.AccessorDeclaration
  | ts.ConstructorDeclaration;

function callables(source: ts.SourceFile): Declaration[] {
  return source.statements.flatMap((statement): Declaration[] => {
    if (ts.isFunctionDeclaration(statement)) return [statement];
    if (!ts.isClassDeclaration(statement)) return [];
    return statement.members.flatMap((member) =>
      isCallable(member) ? [member] : [],
    );
  });
}

function isCallable(node: ts.Node): node is Declaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isConstructorDeclaration(node)
  );
}

function nameOf(declaration: Declaration): string {
  const own = ts.isConstructorDeclaration(declaration)
    ? "constructor"
    : (declaration.name?.getText() ?? "");
  const { parent } = declaration;
  return ts.isClassDeclaration(parent)
    ? `${parent.name?.text ?? ""}.${own}`
    : own;
}

function isPublic(declaration: Declaration): boolean {
  const { parent } = declaration;
  const owner = ts.isClassDeclaration(parent) ? parent : declaration;
  const isExported =
    (ts.getCombinedModifierFlags(owner) & ts.ModifierFlags.Export) !== 0;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (
    isExported && (ts.getCombinedModifierFlags(declaration) & hidden) === 0
  );
}

function callsOf(declaration: Declaration, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const target = targetOf(node, checker);
      if (target && target !== declaration) found.push(keyOf(target));
    }
    ts.forEachChild(node, visit);
  };
  if (declaration.body) visit(declaration.body);
  return found;
}

/** The callable that an identifier refers to, through imports. */
function targetOf(
  node: ts.Identifier,
  checker: ts.TypeChecker,
): Declaration | undefined {
  let symbol = checker.getSymbolAtLocation(node);
  if (symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0) {
    symbol = checker.getAliasedSymbol(symbol);
  }
  return symbol?.declarations?.find(isCallable);
}

function keyOf(declaration: Declaration): string {
  const file = relative(ROOT, declaration.getSourceFile().fileName);
  return `${file}:${nameOf(declaration)}`;
}

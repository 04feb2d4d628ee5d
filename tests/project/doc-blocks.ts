import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { projectFiles, ROOT } from "../../scripts/project/project-files.ts";

/** A block of code fenced as `ts`, which a reader would copy. */
export interface DocBlock {
  /** Its file and the line of its fence. */
  origin: string;
  text: string;
}

/** The names that a filter may import, and all code in their docstrings. */
export interface PublicSurface {
  names: string[];
  blocks: DocBlock[];
}

/** A name that an `index.ts` exports, and what its docstrings lack. */
export interface PublicSymbol {
  name: string;
  /** The file and the line of its declaration. */
  origin: string;
  /** Its own docstring has code. */
  hasExample: boolean;
  /** Where it, or a public member of it, has no docstring. */
  undocumented: string[];
}

/** Reads what an `index.ts` exports, with its public members. */
export function readPublicSurface(path = "index.ts"): PublicSurface {
  const declared = readDeclarations(path);
  return {
    names: declared.map(({ name }) => name),
    blocks: declared.flatMap(({ nodes }) => nodes.flatMap(nodeBlocks)),
  };
}

/** Reads what the docstrings of an `index.ts` have and lack. */
export function readPublicSymbols(path = "index.ts"): PublicSymbol[] {
  return readDeclarations(path).map(({ name, nodes }) => ({
    name,
    origin: originOf(nodes[0]),
    hasExample: nodes.some((node) => ownBlocks(node).length > 0),
    undocumented: nodes
      .flatMap((node) => [node, ...membersOf(node)])
      .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
      .map((node) => `${originOf(node)}: ${name}`),
  }));
}

function readDeclarations(
  path: string,
): { name: string; nodes: ts.Declaration[] }[] {
  const index = join(ROOT, path);
  const program = ts.createProgram([index], { noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(index)!);
  return checker.getExportsOfModule(module!).map((symbol) => ({
    name: symbol.name,
    nodes: checker.getAliasedSymbol(symbol).declarations ?? [],
  }));
}

function originOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${relative(ROOT, file.fileName)}:${line + 1}`;
}

/** Reads the code in README.md and docs/. */
export function readDocBlocks(): DocBlock[] {
  return projectFiles()
    .filter((path) => /^(README\.md|docs\/.*\.md)$/.test(path))
    .flatMap((path) =>
      fencedBlocks(readFileSync(join(ROOT, path), "utf8"), path),
    );
}

/** Returns the blocks that are fenced as `ts` in Markdown. */
export function fencedBlocks(
  markdown: string,
  path: string,
  firstLine = 1,
): DocBlock[] {
  const blocks: DocBlock[] = [];
  let open: DocBlock | undefined;
  markdown.split("\n").forEach((line, index) => {
    if (open && line.trim() === "```") {
      blocks.push(open);
      open = undefined;
    } else if (open) open.text += `${line}\n`;
    else if (line.trim() === "```ts") {
      open = { origin: `${path}:${firstLine + index}`, text: "" };
    }
  });
  if (open) throw new Error(`${open.origin}: a block without an end`);
  return blocks;
}

function nodeBlocks(node: ts.Declaration): DocBlock[] {
  return [...ownBlocks(node), ...membersOf(node).flatMap(nodeBlocks)];
}

function ownBlocks(node: ts.Declaration): DocBlock[] {
  const file = node.getSourceFile();
  const path = relative(ROOT, file.fileName);
  return ts.getJSDocCommentsAndTags(node).flatMap((comment) => {
    const start = comment.getStart(file);
    const { line } = file.getLineAndCharacterOfPosition(start);
    const text = comment.getText(file).replace(/^ *\* ?/gm, "");
    return fencedBlocks(text, path, line + 1);
  });
}

/** Returns the public members of a class, and all members of an enum. */
function membersOf(node: ts.Declaration): ts.Declaration[] {
  if (ts.isEnumDeclaration(node)) return [...node.members];
  if (!ts.isClassLike(node)) return [];
  return node.members.filter(
    (member) => isPublic(member) && !ts.isConstructorDeclaration(member),
  );
}

function isPublic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) === 0;
}

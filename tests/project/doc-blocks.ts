import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { projectFiles, ROOT } from "../../scripts/project/project-files.ts";

/** A block of code, fenced as `ts`, that a reader would copy. */
export interface DocBlock {
  /** The file that it is in, and the line of its fence. */
  origin: string;
  text: string;
}

/** What a filter may import, and all code that its docstrings show. */
export interface PublicSurface {
  names: string[];
  blocks: DocBlock[];
}

/** Reads what an `index.ts` exports, with its public members. */
export function readPublicSurface(path = "index.ts"): PublicSurface {
  const index = join(ROOT, path);
  const program = ts.createProgram([index], { noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(index)!);
  const symbols = checker.getExportsOfModule(module!);
  const blocks = symbols.flatMap((symbol) =>
    (checker.getAliasedSymbol(symbol).declarations ?? []).flatMap(nodeBlocks),
  );
  return { names: symbols.map(({ name }) => name), blocks };
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
  const file = node.getSourceFile();
  const path = relative(ROOT, file.fileName);
  const own = ts.getJSDocCommentsAndTags(node).flatMap((comment) => {
    const start = comment.getStart(file);
    const { line } = file.getLineAndCharacterOfPosition(start);
    const text = comment.getText(file).replace(/^ *\* ?/gm, "");
    return fencedBlocks(text, path, line + 1);
  });
  const members = ts.isClassLike(node) ? node.members.filter(isPublic) : [];
  return [...own, ...members.flatMap(nodeBlocks)];
}

function isPublic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) === 0;
}

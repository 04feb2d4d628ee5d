import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { projectFiles, ROOT } from "../project/project-files.ts";

/** A test's file and title. */
export interface TestTitle {
  file: string;
  title: string;
}

/** Returns the titles of the tests below a folder, with `…` for `${…}`. */
export function readTestTitles(folder: string): TestTitle[] {
  return projectFiles()
    .filter(
      (file) => file.startsWith(folder) && /\.(test|spec)\.ts$/.test(file),
    )
    .flatMap((file) => titlesOf(file).map((title) => ({ file, title })));
}

function titlesOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      /^(test|it)$/.test(node.expression.getText())
    )
      titles.push(textOf(node.arguments[0]));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

function textOf(node: ts.Expression | undefined): string {
  if (!node) return "";
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return "";
  const rest = node.templateSpans.map(({ literal }) => `…${literal.text}`);
  return node.head.text + rest.join("");
}

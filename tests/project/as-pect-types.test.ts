import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { ROOT } from "../../scripts/project/project-files.ts";

/** Parts of as-pect itself, which specs do not use. */
const INTERNAL = ["Actual", "Expected", "Reflect"];

/** The names that a file declares, with those of members: `Expectation.toBe`. */
async function declared(path: string): Promise<string[]> {
  const text = await readFile(join(ROOT, path), "utf8");
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const names: string[] = [];
  const visit = (node: ts.Node, prefix: string) => {
    if (
      !ts.isFunctionDeclaration(node) &&
      !ts.isClassDeclaration(node) &&
      !ts.isInterfaceDeclaration(node)
    ) {
      return;
    }
    const name = `${prefix}${node.name?.text}`;
    names.push(name);
    if (ts.isFunctionDeclaration(node)) return;
    for (const member of node.members) {
      if (member.name && ts.isIdentifier(member.name)) {
        names.push(`${name}.${member.name.text}`);
      }
    }
  };
  file.statements.forEach((each) => visit(each, ""));
  return names
    .filter((name) => !INTERNAL.includes(name.split(".")[0] ?? ""))
    .sort();
}

test("testing/as-pect.d.ts declares what as-pect declares", async () => {
  assert.deepEqual(
    await declared("testing/as-pect.d.ts"),
    await declared("node_modules/@as-pect/assembly/types/as-pect.d.ts"),
  );
});

import {
  ONLY_BUILDS,
  ONLY_TYPE_CHECKS,
  type Difference,
} from "./editor-differences.ts";

const HEAD = `# In the editor

An editor reads a filter as TypeScript. Two files tell it what is different here; new
projects have both.

## Types

A \`tsconfig.json\` in \`assembly\`, and one in \`tests\`, extends the package's:

\`\`\`json
{ "extends": "proxy-wasm-as/tsconfig.json", "include": ["./**/*.ts"] }
\`\`\`

It declares what the compiler knows without an import (\`i32\`, \`memory\`, \`StaticArray\`), and
what as-pect adds to specs. TypeScript 5.9, 6 and 7 accept it; a test compiles a new
project with each. It needs no \`lib\` and no \`types\` of yours: those of Node and the browser
name what a filter does not have.

## Lint rules

\`eslint.config.js\` exports \`proxy-wasm-as/eslint\`. Its rules find what compiles and does
something else than in TypeScript, and show what the compiler refuses:
[lint.md](lint.md) lists them. The script \`lint\` runs them; in an editor, install its extension
for ESLint. The rules need TypeScript 5.9 or 6 in the project, since TypeScript 7 has no
interface for them. The editor's own TypeScript may be any.

## What only the build accepts

The editor marks these; they build. Write another form, or \`// @ts-ignore\` with the reason
above it.

| what | the editor says |
| --- | --- |`;

const REVERSE = `
## What only the editor accepts

TypeScript finds nothing wrong with these, and the build refuses them. \`compiler-error\` shows
them in the editor, with what to write; [typescript.md](typescript.md) has more.

| what | the build says |
| --- | --- |`;

/** Returns docs/editor.md: what an editor needs, and where it and the build differ. */
export function renderEditorPage(): string {
  return [
    HEAD,
    ...ONLY_BUILDS.map(rowOf),
    REVERSE,
    ...ONLY_TYPE_CHECKS.map(rowOf),
    "",
  ].join("\n");
}

function rowOf({ what, says }: Difference): string {
  return `| ${what.replaceAll("|", "\\|")} | ${says} |`;
}

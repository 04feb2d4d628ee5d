import { RULES } from "../editor/eslint/rules.js";

const HEAD = `# Lint rules

A filter may compile and do something else than the same text does in TypeScript. The
editor can say so while you write. New projects have it, and a script, \`lint\`; in another
one, install what it needs and write an \`eslint.config.js\`:

\`\`\`sh
npm install --save-dev eslint typescript@5.9 typescript-eslint
\`\`\`

\`\`\`js
export { default } from "proxy-wasm-as/eslint";
\`\`\`

It needs Node 20.19. It reads the types of \`assembly/**/*.ts\` and \`tests/**/*.spec.ts\`,
so there has to be a \`tsconfig.json\` that extends \`proxy-wasm-as/tsconfig.json\`, as
[editor.md](editor.md) says. \`plugin\` is exported as well, for a configuration of your own:
the rules are \`proxy-wasm/NAME\`. A comment
\`// eslint-disable-next-line proxy-wasm/NAME -- why\` lets one finding pass.

Most findings have suggestions, which an editor offers as quick fixes. None is applied by
\`eslint --fix\`: each changes what the filter does.
`;

/** Returns docs/lint.md: all rules with an example of each. */
export function renderLintPage(): string {
  const list = RULES.map(
    ({ name, description }) =>
      `| [\`${name}\`](#${name}) | ${description.replaceAll("|", "\\|")} |`,
  );
  const sections = RULES.map(
    ({ name, why, bad, good, inSpecs }) => `## \`${name}\`

${why}${inSpecs ? " It counts in specs as well." : ""}

\`\`\`typescript
// Found
${bad}
\`\`\`

\`\`\`ts
// Instead
${good}
\`\`\`
`,
  );
  return [
    HEAD,
    "| rule | what it finds |",
    "| --- | --- |",
    ...list,
    "",
    ...sections,
  ].join("\n");
}

import { Linter } from "eslint";
import { join } from "node:path";
import tseslint from "typescript-eslint";
import { plugin } from "../../editor/eslint/index.js";

export const PROJECT = join(import.meta.dirname, "project");

const names = Object.keys(plugin.rules ?? {});

const CONFIG: Linter.Config = {
  files: ["**/*.ts"],
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: PROJECT },
  },
  plugins: { "proxy-wasm": plugin },
  rules: Object.fromEntries(
    names.map((name) => [`proxy-wasm/${name}`, "error"]),
  ),
};

const linter = new Linter({ cwd: PROJECT });

/** What all rules find in a file: `4:7 string-truth: …`. */
export function lint(text: string): string[] {
  const filename = join(PROJECT, "assembly/index.ts");
  return linter
    .verify(text, CONFIG, { filename })
    .map(({ line, column, ruleId, message }) => {
      const rule = ruleId?.replace("proxy-wasm/", "") ?? "parser";
      return `${line}:${column} ${rule}: ${message}`;
    });
}

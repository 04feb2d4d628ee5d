import { Linter } from "eslint";
import { join } from "node:path";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { plugin } from "../../../editor/eslint/index.js";
import { ROOT } from "../../../scripts/project/project-files.ts";

/** The tsconfig.json that a new project has. */
const TSCONFIG = join(ROOT, "examples/blank/assembly/tsconfig.json");

/** All rules but the one that says what the compiler says. */
const RULES = Object.keys(plugin.rules ?? {}).filter(
  (name) => name !== "compiler-error",
);

/** What an editor shows of a file. */
export interface EditorFindings {
  /** Of TypeScript, such as "TS2304: Cannot find name 'x'." */
  editor: string[];
  /** Of our rules, such as "string-truth: This asks whether …" */
  lint: string[];
}

/**
 * Returns what TypeScript and our rules say about files, by path, as an editor shows it in
 * a new project.
 */
export function editorFindings(
  paths: readonly string[],
): Map<string, EditorFindings> {
  const { config } = ts.readConfigFile(TSCONFIG, (path) =>
    ts.sys.readFile(path),
  ) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: paths },
    ts.sys,
    join(TSCONFIG, ".."),
    undefined,
    TSCONFIG,
  );
  const program = ts.createProgram([...paths], options);
  return new Map(
    paths.map((path) => {
      const file = program.getSourceFile(path);
      const found = [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ];
      const lint = lintFindings(program, path, file?.text ?? "");
      return [path, { editor: found.map(textOf), lint }];
    }),
  );
}

const linter = new Linter({ cwd: ROOT });

function lintFindings(
  program: ts.Program,
  path: string,
  text: string,
): string[] {
  return linter
    .verify(
      text,
      {
        files: ["**/*.ts"],
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { programs: [program] },
        },
        plugins: { "proxy-wasm": plugin },
        rules: Object.fromEntries(
          RULES.map((name) => [`proxy-wasm/${name}`, "error"]),
        ),
      },
      { filename: path },
    )
    .flatMap(({ ruleId, message }) =>
      // TypeScript says itself what it cannot parse.
      ruleId === null
        ? []
        : [`${ruleId.replace("proxy-wasm/", "")}: ${message}`],
    );
}

function textOf({ code, messageText }: ts.Diagnostic): string {
  const [line] = ts.flattenDiagnosticMessageText(messageText, "\n").split("\n");
  return `TS${code}: ${line.replaceAll(`${ROOT}/`, "").replaceAll(ROOT, "")}`;
}

import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../../../scripts/project/project-files.ts";

/** The tsconfig.json that a new project has. */
const TSCONFIG = join(ROOT, "examples/blank/assembly/tsconfig.json");

/**
 * Returns what TypeScript says about files, as an editor shows it in a new project: by path,
 * the code and the message of each finding, such as "TS2304: Cannot find name 'x'."
 */
export function editorFindings(
  paths: readonly string[],
): Map<string, string[]> {
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
      return [path, found.map(textOf)];
    }),
  );
}

function textOf({ code, messageText }: ts.Diagnostic): string {
  const [line] = ts.flattenDiagnosticMessageText(messageText, "\n").split("\n");
  return `TS${code}: ${line.replaceAll(`${ROOT}/`, "").replaceAll(ROOT, "")}`;
}

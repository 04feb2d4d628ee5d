import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../../scripts/project/project-files.ts";

/** Returns what TypeScript says about files with the tsconfig.json that projects extend. */
export function tscFindings(paths: string[]): Map<string, string[]> {
  const config = join(ROOT, "editor/typescript/tsconfig.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    join(config, ".."),
  );
  const program = ts.createProgram(paths, options);
  return new Map(
    paths.map((path) => {
      const file = program.getSourceFile(path);
      const found = [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ];
      return [
        path,
        found.map(
          ({ code, messageText }) =>
            `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
        ),
      ];
    }),
  );
}

/**
 * Checks the types of every project, that is, every tsconfig.json: the Node side, the
 * SDK, its specs, and each example as an editor would show it. Exits with 1 if it finds
 * an error.
 *
 *     npm run check:types
 */
import { basename, join } from "node:path";
import ts from "typescript";
import { projectFiles, ROOT } from "./project/project-files.ts";

const host: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (path) => path,
  getCurrentDirectory: () => ROOT,
  getNewLine: () => "\n",
};

const configs = projectFiles().filter(
  (path) => basename(path) === "tsconfig.json",
);
let findings = 0;
for (const config of configs) {
  const { files, diagnostics } = check(config);
  console.log(`${config}: ${files} files, ${diagnostics.length} findings`);
  if (diagnostics.length > 0) {
    console.log(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
  }
  findings += diagnostics.length;
}
console.log(`${configs.length} projects, ${findings} findings`);
process.exitCode = findings > 0 ? 1 : 0;

/** Checks a project, given its tsconfig.json; a project may be empty. */
function check(config: string): {
  files: number;
  diagnostics: readonly ts.Diagnostic[];
} {
  const path = join(ROOT, config);
  const { fileNames, options, errors } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, ts.sys.readFile).config,
    ts.sys,
    join(path, ".."),
    undefined,
    path,
  );
  const program = ts.createProgram(fileNames, options);
  const diagnostics = [...errors, ...ts.getPreEmitDiagnostics(program)];
  return { files: fileNames.length, diagnostics };
}

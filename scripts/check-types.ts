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

/** A program: the files of all projects that have its options and its declarations. */
interface Program {
  options: ts.CompilerOptions;
  files: Set<string>;
}

const configs = projectFiles().filter(
  (path) => basename(path) === "tsconfig.json",
);
const programs = new Map<string, Program>();
let findings = 0;
for (const config of configs) {
  const { fileNames, options, errors } = read(config);
  console.log(`${config}: ${fileNames.length} files`);
  report(errors);
  const key = programOf(fileNames, options);
  const program = programs.get(key) ?? { options, files: new Set() };
  programs.set(key, program);
  for (const name of fileNames) program.files.add(name);
}
for (const { options, files } of programs.values()) {
  report(ts.getPreEmitDiagnostics(ts.createProgram([...files], options)));
}
console.log(
  `${configs.length} projects in ${programs.size} programs, ${findings} findings`,
);
process.exitCode = findings > 0 ? 1 : 0;

function report(diagnostics: readonly ts.Diagnostic[]): void {
  findings += diagnostics.length;
  if (diagnostics.length === 0) return;
  console.log(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
}

/** Reads a project, given its tsconfig.json; a project may be empty. */
function read(config: string): ts.ParsedCommandLine {
  const path = join(ROOT, config);
  return ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, ts.sys.readFile).config,
    ts.sys,
    join(path, ".."),
    undefined,
    path,
  );
}

/**
 * Names the program that checks a project. Modules of several projects cannot see each
 * other unless they import, so one program checks the SDK once for all examples; ambient
 * declarations can, so projects of one program have the same ones.
 */
function programOf(files: string[], options: ts.CompilerOptions): string {
  const own = { configFilePath: "", pathsBasePath: "", typeRoots: undefined };
  const declarations = files.filter((name) => name.endsWith(".d.ts")).sort();
  return JSON.stringify([{ ...options, ...own }, declarations]);
}

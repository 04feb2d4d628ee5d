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
/** The files that programs of the same options have in common, read once. */
const sources = new Map<string, Map<string, ts.SourceFile | undefined>>();
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
  const program = ts.createProgram(fileNames, options, sharing(options));
  const diagnostics = [...errors, ...ts.getPreEmitDiagnostics(program)];
  return { files: fileNames.length, diagnostics };
}

/** A host that reads each file once for all programs with the same options. */
function sharing(options: ts.CompilerOptions): ts.CompilerHost {
  const own = { configFilePath: "", pathsBasePath: "", typeRoots: undefined };
  const key = JSON.stringify({ ...options, ...own });
  const read = sources.get(key) ?? new Map<string, ts.SourceFile | undefined>();
  sources.set(key, read);
  const compiler = ts.createCompilerHost(options);
  return {
    ...compiler,
    getSourceFile(name, language, ...more) {
      const each = `${name} ${JSON.stringify(language)}`;
      if (!read.has(each))
        read.set(each, compiler.getSourceFile(name, language, ...more));
      return read.get(each);
    },
  };
}

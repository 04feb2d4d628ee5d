import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { tryCompile, type Compiled } from "../../compile.ts";
import { putFile } from "../../put-file.ts";
import { ProxyHost } from "../../../host/index.ts";

/** How a filter is built, and with which runtime. */
export interface Build {
  target: "debug" | "release";
  runtime: "minimal" | "incremental";
  /** More arguments for asc. */
  args?: string[];
}

/** All builds in which the language must be the same. */
export const BUILDS: Build[] = [
  { target: "release", runtime: "minimal" },
  { target: "debug", runtime: "minimal" },
  { target: "release", runtime: "incremental" },
  { target: "debug", runtime: "incremental" },
];

const ASCONFIG = {
  extends: "proxy-wasm-as/asconfig.json",
  targets: {
    debug: { debug: true, sourceMap: true },
    release: { debug: true, sourceMap: true, optimizeLevel: 2 },
  },
};

/** The first line of `statements` in the filter that `filterOf` makes. */
export const FIRST_LINE = 30;

/** Returns a filter that runs statements when it sees a request. */
export function filterOf(statements: string, declarations = ""): string {
  const head = `import {
  CounterEntries,
  currentTimeNanoseconds,
  FilterHeadersStatus,
  FilterDataStatus,
  HeaderEntries,
  HeaderList,
  HeaderMap,
  HttpCall,
  HttpContext,
  JsonValue,
  LocalResponse,
  log,
  parseJson,
  percentDecode,
  PropertyList,
  PropertyMap,
  registerHttpContext,
  registerRootContext,
  RootContext,
  SharedData,
  StatEntries,
  Status,
} from "proxy-wasm-as";
`;
  const body = `class Filter extends HttpContext {
  name: string = "filter";
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
`;
  const lines = head.split("\n").length - 1 + body.split("\n").length - 1;
  const gap = "\n".repeat(FIRST_LINE - 1 - lines);
  return `${head}${gap}${body}${statements}
    return FilterHeadersStatus.Continue;
  }
}
${declarations}
registerHttpContext<Filter>("filter");
`;
}

/** Compiles a filter given as text; returns what the compiler printed, too. */
export async function compileFilter(
  text: string,
  { target, runtime, args = [] }: Build = BUILDS[0],
): Promise<Compiled> {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const folder = `build/tests/language/${digest}`;
  const config = JSON.stringify(ASCONFIG);
  await putFile(join(ROOT, folder, "asconfig.json"), config);
  await putFile(join(ROOT, folder, "index.ts"), text);
  return tryCompile(`${folder}/index.ts`, {
    target,
    args: ["--runtime", runtime, ...args],
    variant: `.${runtime}${args.length}`,
  });
}

/** Returns what a filter logs when it sees a request with two headers of its own. */
export async function logsOf(
  statements: string,
  declarations = "",
  build: Build = BUILDS[0],
): Promise<string[]> {
  const { failed, stderr, wasm } = await compileFilter(
    filterOf(statements, declarations),
    build,
  );
  assert.ok(!failed, stderr);
  assert.equal(stderr, "");
  const host = await ProxyHost.load(wasm);
  const plugin = host.startPlugin({ rootId: "filter" });
  plugin.httpStream().request({
    path: "/melon",
    headers: [
      ["x-one", "1"],
      ["x-two", "2"],
    ],
  });
  return host.logs.map(({ message }) => message);
}

/** Statements, what they log, and what they need outside of the filter's method. */
export type Case = [
  what: string,
  statements: string,
  logs: string[],
  declarations?: string,
];

/** Runs cases in turn, in one filter, and compares what it logs with what they say. */
export async function checkCases(
  cases: Case[],
  build: Build,
  declarations = "",
): Promise<void> {
  const statements = cases.map(
    ([what, text]) => `{ log.info("# ${what}"); ${text} }`,
  );
  const more = cases.flatMap(([, , , own]) => own ?? []);
  assert.deepEqual(
    await logsOf(
      statements.join("\n"),
      [declarations, ...more].join("\n"),
      build,
    ),
    cases.flatMap(([what, , lines]) => [`# ${what}`, ...lines]),
  );
}

/** Returns the errors of a filter, each with its line in `statements`, from 1. */
export async function errorsOf(
  statements: string,
  declarations = "",
): Promise<string[]> {
  const { stderr } = await compileFilter(filterOf(statements, declarations));
  const found = stderr.matchAll(
    /ERROR (\w+): (.*)\n(?:.*\n)*?.*in .*index\.ts\((\d+),(\d+)\)/g,
  );
  return [...found].map(
    ([, , text, line, column]) =>
      `${Number(line) - FIRST_LINE + 1}:${column} ${text}`,
  );
}

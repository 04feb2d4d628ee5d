import {
  compileProject,
  type ProjectFiles,
  type ProjectOptions,
} from "../compile-project.ts";

/** What a filter of these tests imports. */
export const SDK = `import {
  Context, DnsAnswer, FilterDataStatus, FilterHeadersStatus, FilterStatus,
  FilterTrailersStatus, HttpCall, HttpCallResponse, HttpContext, log, registerHttpContext,
  registerRootContext, registerStreamContext, RootContext, Status, StreamContext,
} from "proxy-wasm-as";
`;

/** A filter that sets a header of the response, with more members of its class. */
export function filterWith(members: string, base = "HttpContext"): string {
  return `${SDK}
class Filter extends ${base} {
${members}
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-filter", "served");
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");
`;
}

/** A callback of an HttpContext. */
export const HEADERS =
  "onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { return FilterHeadersStatus.Continue; }";
/** A class that has it, and its registration. */
export const STREAM = `class Stream extends HttpContext { ${HEADERS} }\n`;
export const REGISTER = 'registerHttpContext<Stream>("stream");\n';

/** A filter that has a callback of bodies, too. */
export const method = (name: string, result: string, body: string) =>
  filterWith(`${name}(size: i32, endOfStream: bool): ${result} { ${body} }\n`);

/** A filter with a root context whose class has more members, and an HTTP context that it makes. */
export const plugin = (members: string) =>
  `${SDK}${STREAM}class Plugin extends RootContext {
  createHttpContext(): HttpContext { return new Stream(); }
  ${members}
}
registerRootContext<Plugin>("plugin");
`;

/** A finding of the compiler: what it says, and what it points at. */
export interface CompilerFinding {
  message: string;
  /** The file. */
  file: string;
  /** The text there. */
  at: string;
}

/** What the compiler finds in a filter, or in a project's files. */
export async function findingsIn(
  source: string | ProjectFiles,
  options: ProjectOptions = {},
): Promise<CompilerFinding[]> {
  const files =
    typeof source === "string" ? { "assembly/index.ts": source } : source;
  const { stderr } = await compileProject(files, options);
  return stderr
    .split(/\n\n/)
    .filter((part) => /^(ERROR|WARNING)/m.test(part))
    .map((part) => {
      const [, message = part] = /(?:ERROR|WARNING) \w+: (.*)/.exec(part) ?? [];
      const [, line = ""] = /^ *\d+ │ (.*)$/m.exec(part) ?? [];
      const [, before = "", mark = ""] = /^ *│ ( *)([~^]+)/m.exec(part) ?? [];
      const { length } = before;
      const [, file = ""] = /└─ in (.*)\(\d+,\d+\)/.exec(part) ?? [];
      return {
        message: message.replace(/^User-defined: /, ""),
        file,
        at: line.slice(length, length + mark.length),
      };
    });
}

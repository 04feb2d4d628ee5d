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

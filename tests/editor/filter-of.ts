import { readFileSync } from "node:fs";
import { join } from "node:path";

const INDEX = join(import.meta.dirname, "../../index.ts");

/** The names that the package exports. */
const NAMES = readFileSync(INDEX, "utf8").match(/\b[A-Za-z]\w+(?=,)/g) ?? [];

/**
 * Returns a whole filter, given its classes or the statements of a callback, which
 * imports all names.
 */
export function filterOf(code: string): string {
  const isFile =
    /^(export |abstract )?(class|function|import|type|enum|const \w+ = .*;$)/m.test(
      code,
    ) && /\bclass \w+ /.test(code);
  const body = isFile
    ? code
    : `class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
${code.replace(/^(?=.)/gm, "    ")}
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`;
  return `import { ${NAMES.join(", ")} } from "proxy-wasm-as";\n${body}\n`;
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../../scripts/project/project-files.ts";

/** A row of a table that shows code of TypeScript, and code that works here. */
export interface PageRow {
  /** Where it stands, and what is in its first cell. */
  name: string;
  /** What the first cell has. */
  written: string;
  /** Whether the compiler takes it, and gives it another meaning. */
  compiles: boolean;
  /** The code in the cell with what to write here. */
  works: string[];
}

/** Reads the rows of the tables in docs/typescript.md that show code. */
export async function readPageRows(): Promise<PageRow[]> {
  const page = await readFile(join(ROOT, "docs/typescript.md"), "utf8");
  const rows: PageRow[] = [];
  let header: string[] = [];
  page.split("\n").forEach((line, index) => {
    if (!line.startsWith("|")) header = [];
    else if (header.length === 0) header = cellsOf(line);
    else if (!/^\|[- |]+\|$/.test(line) && header.at(-1) === "here") {
      const cells = cellsOf(line);
      const [written] = codeIn(cells[0]);
      rows.push({
        name: `line ${index + 1} ${written}`,
        written,
        compiles: header.length === 3,
        works: codeIn(cells.at(-1)).filter(isStatement),
      });
    }
  });
  return rows;
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function codeIn(cell: string): string[] {
  return Array.from(
    cell.matchAll(/`` ?(.*?) ?``|`([^`]+)`/g),
    ([, double, single]) => double ?? single,
  );
}

/** Tells code that can be compiled from the name of something. */
function isStatement(code: string): boolean {
  return /[ (=;]/.test(code) && !/^<|\/$|"\.\/helper"/.test(code);
}

/** Returns a row's code as a filter, with the names that the page takes for granted. */
export function pageSource(name: string, code: string): string {
  const isDeclaration =
    /^(?:async |export )?(?:class|function\*?|enum|interface|type|import|register)\b/.test(
      code,
    );
  const kind = /^(?:function|enum)\b(?! \w+<)/.test(code) ? "export " : "";
  const [, made] = /^class (\w+)/.exec(code) ?? [];
  return `import { base64Decode, base64Encode, FilterHeadersStatus, getOrNull, ${/import \{ HeaderMap/.test(code) ? "" : "HeaderMap, "}Hmac, HttpCall, HttpContext, itemAt, JsonValue, JsonWriter, LocalResponse, log, parseJson, percentDecode, registerHttpContext, RequestUrl, RootContext, SearchParams, setTimeout, Sha256, sha256, Status, utf8Decode, utf8Encode, uuidV4 } from "proxy-wasm-as";
class User { name: string = ""; limit: i32 = 0; }
class Agent { name: string | null = null; }
abstract class Plugin extends RootContext { limit: i32 = 0; }
${isDeclaration ? `${kind}${code}` : ""}
class Filter extends HttpContext {
show(user: User, text: string, value: string | null, count: i32, ratio: f64, names: string[], list: string[], map: Map<string, string>, bytes: Uint8Array, json: JsonValue, endOfStream: bool): void {
const headers = this.request.headers;
{ ${isDeclaration ? (made === undefined ? "" : `new ${made}();`) : `${code};`} }
}
onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
this.show(new User(), "", null, count, 1.5, [], [], new Map<string, string>(), new Uint8Array(0), parseJson("{}")!, endOfStream);
return FilterHeadersStatus.Continue;
}
}
registerHttpContext<Filter>(${JSON.stringify(name)});
`;
}

/** Something that only one of the compiler and TypeScript accepts. */
export interface Difference {
  /** What it is, for docs/editor.md. */
  what: string;
  /** Whole files get an import of all names; see `filterOf`. */
  code: string;
  /** How the refusal begins: `TS2322`. */
  says: string;
}

const FILTER =
  'class Filter extends HttpContext {}\nregisterHttpContext<Filter>("filter");\n';

/** What builds, and an editor marks as an error. */
export const ONLY_BUILDS: Difference[] = [
  {
    what: "a decorator of a function, such as `@inline`",
    code:
      "@inline\nfunction double(n: i32): i32 {\n  return n * 2;\n}\n" +
      FILTER +
      "log.info(double(2).toString());",
    says: "TS1206",
  },
  {
    what: "a boolean for an integer",
    code: "const last: i32 = endOfStream;\nlog.info(last.toString());",
    says: "TS2322",
  },
  {
    what: "an operator of a class of your own",
    code:
      'class Point {\n  constructor(public x: i32) {}\n  @operator("+")\n  plus(other: Point): Point {\n    return new Point(this.x + other.x);\n  }\n}\n' +
      FILTER +
      "const sum = new Point(1) + new Point(2);\nlog.info(sum.x.toString());",
    says: "TS2365",
  },
  {
    what: "`String` for `string`",
    code: 'const text: String = "a";\nlog.info(text);',
    says: "TS2345",
  },
  {
    what: "statuses of two kinds compared, which `status-comparison` marks as well",
    code: 'const sent = this.sendLocalResponse(new LocalResponse(403));\nif (sent == FilterHeadersStatus.Continue) log.info("sent");',
    says: "TS2367",
  },
  {
    what: "`?.` without `??` where the type says `null`",
    code: 'const name: string | null = this.request.headers.get("x")?.trim();\nif (name != null) log.info(name);',
    says: "TS2322",
  },
  {
    what: "a private method called from outside its class",
    code:
      'class Other {\n  private secret(): string {\n    return "a";\n  }\n}\n' +
      FILTER +
      "log.info(new Other().secret());",
    says: "TS2341",
  },
  {
    what: "brackets for a value of a `Map`",
    code: 'const plans = new Map<string, string>();\nplans.set("a", "b");\nlog.info(plans["a"]);',
    says: "TS7052",
  },
  {
    what: "sources of the compiler's library, as in `util/number`",
    code:
      'import { decimalCount32 } from "util/number";\n' +
      FILTER +
      "log.info(decimalCount32(5).toString());",
    says: "TS2307",
  },
];

/** What an editor accepts as TypeScript, and the build refuses. */
export const ONLY_TYPE_CHECKS: Difference[] = [
  {
    what: "a number or a bool that `?.` may lack, without `??`",
    code: 'const length = this.request.headers.get("x")?.length;',
    says: "AS102",
  },
  {
    what: "a function without the type of its result",
    code: "const double = (n: i32) => n * 2;\nlog.info(double(2).toString());",
    says: "TS1110",
  },
  {
    what: "a field without a type",
    code: 'class Filter extends HttpContext {\n  private user = "";\n}',
    says: "TS1110",
  },
  {
    what: "a tuple",
    code: 'const pair: [string, i32] = ["a", 1];',
    says: "TS1110",
  },
  {
    what: "an object type",
    code:
      "type User = { name: string };\n" +
      FILTER +
      'let user: User = { name: "a" };',
    says: "TS1110",
  },
  {
    what: "`import type`",
    code: 'import type { Body as Content } from "proxy-wasm-as";\n' + FILTER,
    says: "TS1005",
  },
  {
    what: "a private name",
    code: "class Filter extends HttpContext {\n  #count: i32 = 0;\n}",
    says: "TS1127",
  },
  {
    what: "`any`",
    code: 'const value: any = "a";\nlog.info(value);',
    says: "TS2304",
  },
  {
    what: "a union",
    code: 'const value: string | i32 = "a";\nlog.info("a");',
    says: "AS100",
  },
  {
    what: "`try`",
    code: 'try {\n  log.info("a");\n} finally {\n  log.info("b");\n}',
    says: "AS100",
  },
  {
    what: "a spread",
    code: "const a = [1];\nconst b = [...a, 2];\nlog.info(b.length.toString());",
    says: "AS100",
  },
  {
    what: "a field that was compared with `null`",
    code: 'class Filter extends HttpContext {\n  user: string | null = null;\n  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {\n    if (this.user != null) log.info(this.user);\n    return FilterHeadersStatus.Continue;\n  }\n}\nregisterHttpContext<Filter>("filter");',
    says: "TS2322",
  },
  {
    what: "a number for an `i32`",
    code: "const half: i32 = Math.floor(1.5);\nlog.info(half.toString());",
    says: "AS200",
  },
  {
    what: "an `i64` for an `i32`",
    code: "const now: i32 = Date.now();\nlog.info(now.toString());",
    says: "AS200",
  },
  {
    what: "a text plus a number",
    code: 'log.info("count " + count);',
    says: "TS2322",
  },
  {
    what: "an array of two types",
    code: 'const values = ["a", 1];\nlog.info(values.length.toString());',
    says: "TS2322",
  },
  {
    what: "an `enum` of texts",
    code: 'enum Plan {\n  Free = "free",\n}\nclass Filter extends HttpContext {\n  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {\n    log.info(Plan.Free.toString());\n    return FilterHeadersStatus.Continue;\n  }\n}\nregisterHttpContext<Filter>("filter");',
    says: "TS2322",
  },
];

import { testRule } from "./test-rule.ts";

const filter = (
  headers: string,
  edit: string,
) => `class Filter extends HttpContext {
  ${headers}
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    ${edit}
    return FilterDataStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`;

const headers = (body: string, end: string) =>
  `onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    ${body}
    return FilterHeadersStatus.${end};
  }`;

const EDIT = 'this.response.body.set("other");';
const DELETE = 'this.response.headers.delete("content-length");';

testRule("stale-content-length", {
  valid: [
    filter(headers(DELETE, "Continue"), EDIT),
    filter(headers("", "StopIteration"), EDIT),
    filter("", "log.info(this.response.body.text());"),
  ],
  invalid: [
    { code: filter("", EDIT), errors: ["stale"] },
    {
      code: filter(headers("", "Continue"), EDIT),
      errors: ["stale"],
    },
    {
      code: filter(
        "",
        'const body = this.response.body;\n    body.append("!");',
      ),
      errors: ["stale"],
    },
    {
      code: filter(
        "",
        "this.response.body.replaceBytes(0, 1, new Uint8Array(2));",
      ),
      errors: ["stale"],
    },
  ],
});

import { testRule } from "./test-rule.ts";

const filter = (signature: string) => `class Filter extends HttpContext {
  ${signature} {
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`;

const RIGHT =
  "onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus";

const wrong = (signature: string) => ({
  code: filter(signature),
  errors: [{ id: "signature", suggest: { declare: filter(RIGHT) } }],
});

testRule("callback-signature", {
  valid: [
    filter(RIGHT),
    filter("onRequestHeaders(size: i32, isLast: boolean): FilterHeadersStatus"),
    filter("decide(): bool"),
    "class Plugin extends RootContext {\n  createHttpContext(): Filter {\n    return new Filter();\n  }\n}\nclass Filter extends HttpContext {}",
  ],
  invalid: [
    wrong("onRequestHeaders(count: i32, endOfStream: bool): bool"),
    wrong("onRequestHeaders(count: i32, endOfStream: bool): i32"),
    wrong("onRequestHeaders(count: i32, endOfStream: bool): void"),
    wrong("onRequestHeaders(count: i32, endOfStream: bool): FilterDataStatus"),
    wrong("onRequestHeaders(count: i32, endOfStream: bool)"),
    wrong("onRequestHeaders(): FilterHeadersStatus"),
    wrong(
      "onRequestHeaders(count: number, endOfStream: bool): FilterHeadersStatus",
    ),
    wrong(
      "onRequestHeaders(count: u32, endOfStream: bool): FilterHeadersStatus",
    ),
  ],
});

import { testRule } from "./test-rule.ts";

const GIVEN = 'const given = this.request.headers.get("authorization");\n';

testRule("secret-comparison", {
  valid: [
    `${GIVEN}if (given != null && given.length > 0) log.info("given");`,
    `${GIVEN}if (given == "") log.info("empty");`,
    'if (this.request.headers.get("x-kind") == "free") log.info("free");',
    "const tokens = count;\nif (tokens == 3) log.info('three');",
    'const keyword = this.request.headers.get("x-word");\nif (keyword == "secret") log.info("found");',
    'class Plugin extends RootContext {\n  private token: string = "";\n  onTick(): void {\n    if (this.token == SharedData.get("token")) log.info("kept");\n  }\n}',
  ],
  invalid: [
    {
      code: `${GIVEN}if (given == "Basic bWVsb246cGVhcg==") log.info("allowed");`,
      errors: ["secret"],
    },
    {
      code: 'const apiKey = count.toString();\nif (this.request.headers.get("x-key") === apiKey) log.info("allowed");',
      errors: ["secret"],
    },
    {
      code: 'class Filter extends HttpContext {\n  private secret: string = "";\n  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {\n    if (this.secret != this.request.headers.get("x")) log.info("no");\n    return FilterHeadersStatus.Continue;\n  }\n}',
      errors: ["secret"],
    },
    {
      code: 'class Plugin extends RootContext {\n  private token: string = "";\n  knows(given: string): bool {\n    return given == this.token;\n  }\n}',
      errors: ["secret"],
    },
  ],
});

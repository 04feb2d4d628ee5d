import { testRule } from "./test-rule.ts";

const filter = (methods: string) =>
  `class Filter extends HttpContext {\n${methods}\n}\nregisterHttpContext<Filter>("filter");`;

const callback = (name: string, body: string, end: string) => {
  const kind = /Headers$/.test(name)
    ? "FilterHeadersStatus"
    : "FilterDataStatus";
  const first = kind === "FilterDataStatus" ? "size" : "count";
  return `  ${name}(${first}: i32, endOfStream: bool): ${kind} {
    ${body}
    return ${kind}.${end};
  }`;
};

const EDIT_REQUEST = 'this.request.headers.set("x-size", "1");';
const EDIT_RESPONSE = 'this.response.headers.set("x-size", "1");';
const READ_REQUEST = 'const path = this.request.headers.get(":path");';

testRule("header-phase", {
  valid: [
    filter(callback("onRequestHeaders", EDIT_REQUEST, "Continue")),
    filter(callback("onResponseHeaders", EDIT_RESPONSE, "Continue")),
    filter(
      [
        callback("onRequestHeaders", "", "StopIteration"),
        callback("onRequestBody", EDIT_REQUEST, "Continue"),
      ].join("\n"),
    ),
    filter(
      callback(
        "onRequestHeaders",
        `${EDIT_REQUEST}\n    this.continueRequest();`,
        "StopIteration",
      ),
    ),
    filter(
      callback(
        "onRequestHeaders",
        "if (endOfStream) {\n      this.continueRequest();\n    } else {\n      this.request.headers.set('a', 'b');\n    }",
        "StopIteration",
      ),
    ),
    "class Filter extends HttpContext {\n  onLog(): void {\n    log.info(this.request.headers.get(':path')!);\n  }\n}",
  ],
  invalid: [
    {
      code: filter(callback("onRequestHeaders", EDIT_RESPONSE, "Continue")),
      errors: ["early"],
    },
    {
      code: filter(callback("onResponseHeaders", READ_REQUEST, "Continue")),
      errors: ["gone"],
    },
    {
      code: filter(callback("onResponseBody", EDIT_RESPONSE, "Continue")),
      errors: ["passed"],
    },
    {
      code: filter(
        [
          callback("onRequestHeaders", "", "Continue"),
          callback(
            "onRequestBody",
            `const headers = this.request.headers;\n    headers.delete("x-size");`,
            "Continue",
          ),
        ].join("\n"),
      ),
      errors: ["passed"],
    },
    {
      code: filter(
        callback(
          "onRequestHeaders",
          `this.continueRequest();\n    ${EDIT_REQUEST}`,
          "StopIteration",
        ),
      ),
      errors: ["continued"],
    },
    {
      code: `class Auth extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const call = new HttpCall("auth").path("/");
    const status = call.send<Auth>(this, (self, answer) => {
      self.continueRequest();
      self.request.headers.set("x-user", "1");
    });
    return status == Status.Ok ? FilterHeadersStatus.StopIteration : FilterHeadersStatus.Continue;
  }
}`,
      errors: ["continued"],
    },
  ],
});

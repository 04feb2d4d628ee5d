import { testRule } from "./test-rule.ts";

const filter = (
  name: string,
  parameters = "count: i32, endOfStream: bool",
) => `class Filter extends HttpContext {
  ${name}(${parameters}): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`;

testRule("callback-name", {
  valid: [
    filter("onRequestHeaders"),
    filter("decide"),
    filter("onRequestHeader").replace(
      "registerHttp",
      "function use(filter: Filter): void {\n  filter.onRequestHeader(0, false);\n}\nregisterHttp",
    ),
    "class Other {\n  onRequestHeader(): void {}\n}\nclass Filter extends HttpContext {}",
  ],
  invalid: [
    {
      code: filter("onRequestHeader"),
      errors: [{ id: "name", suggest: { rename: filter("onRequestHeaders") } }],
    },
    {
      code: filter("onHttpRequestHeaders"),
      errors: [{ id: "name", suggest: { rename: filter("onRequestHeaders") } }],
    },
    {
      code: "class Plugin extends RootContext {\n  onPluginStart(): bool {\n    return true;\n  }\n}",
      errors: [
        {
          id: "name",
          suggest: {
            rename:
              "class Plugin extends RootContext {\n  onConfigure(): bool {\n    return true;\n  }\n}",
          },
        },
      ],
    },
    {
      code: "abstract class Base extends HttpContext {}\nclass Filter extends Base {\n  onDoneX(): bool {\n    return true;\n  }\n}",
      errors: [
        {
          id: "name",
          suggest: {
            rename:
              "abstract class Base extends HttpContext {}\nclass Filter extends Base {\n  onDone(): bool {\n    return true;\n  }\n}",
          },
        },
      ],
    },
    {
      code: "class Plugin extends RootContext {\n  oncreate(): void {}\n}",
      errors: ["name"],
    },
  ],
});

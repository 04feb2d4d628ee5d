import { testRule } from "./test-rule.ts";

const END = `
class Filter extends HttpContext {}
registerHttpContext<Filter>("filter");`;

testRule("module-scope-call", {
  valid: [
    `const requests = new Counter("requests");${END}`,
    `const started = Date.now();${END}`,
    `const seed = randomBytes(8);${END}`,
    `log.info("loaded");${END}`,
    `const list = new HeaderList();${END}`,
    `function read(): string | null {\n  return SharedData.get("a");\n}${END}`,
    `class Plugin extends RootContext {\n  onConfigure(): bool {\n    return SharedData.get("a") != null;\n  }\n}${END}`,
    `class Cache {\n  value: string | null = SharedData.get("a");\n}${END}`,
  ],
  invalid: [
    { code: `const value = SharedData.get("a");${END}`, errors: ["direct"] },
    {
      code: `const path = properties.request.path;${END}`,
      errors: ["direct"],
    },
    {
      code: `const name = getProperty(["node", "id"]);${END}`,
      errors: ["direct"],
    },
    {
      code: `class Cache {\n  static value: string | null = SharedData.get("a");\n}${END}`,
      errors: ["direct"],
    },
    {
      code: `function read(): string | null {\n  return SharedData.get("a");\n}\nconst value = read();${END}`,
      errors: ["through"],
    },
    {
      code: `class Cache {\n  value: string | null = SharedData.get("a");\n}\nconst cache = new Cache();${END}`,
      errors: ["through"],
    },
    {
      code: `class Cache {\n  value: string | null;\n  constructor() {\n    this.value = read();\n  }\n}\nfunction read(): string | null {\n  return SharedData.get("a");\n}\nconst cache = new Cache();${END}`,
      errors: ["through"],
    },
  ],
});

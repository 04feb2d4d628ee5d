import { testRule } from "./test-rule.ts";

testRule("ignored-status", {
  valid: [
    'const status = SharedData.set("a", "b");',
    'if (SharedData.set("a", "b") != Status.Ok) log.error("not kept");',
    'this.response.headers.set("a", "b");',
    'this.sendLocalResponse(new LocalResponse(403).text("no"));',
    'log.info("a");',
    "class Plugin extends RootContext {\n  onConfigure(): bool {\n    return this.setTickPeriod(100) == Status.Ok;\n  }\n}",
  ],
  invalid: [
    { code: 'SharedData.set("a", "b");', errors: ["ignored"] },
    {
      code: 'new HttpCall("auth").path("/").send<Filter>(this, (self, answer) => {\n  log.info("answered");\n});',
      errors: ["ignored"],
    },
    {
      code: "class Plugin extends RootContext {\n  onConfigure(): bool {\n    this.setTickPeriod(100);\n    return true;\n  }\n}",
      errors: ["ignored"],
    },
    {
      code: 'const queue = SharedQueue.register("q");\nif (queue != null) {\n  queue.enqueue("a");\n}',
      errors: ["ignored"],
    },
  ],
});

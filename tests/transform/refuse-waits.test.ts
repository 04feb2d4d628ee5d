import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn } from "./findings.ts";

/** A handler with a callback, and what stands around it. */
function filter(members: string, around = ""): string {
  return `import {
  FilterHeadersStatus, HttpCall, HttpContext, HttpHandler, log, registerHttpHandler,
  registerRootContext, RootContext,
} from "proxy-wasm-as";
${around}
class Filter extends HttpHandler {
  onRequest(): void { log.info(ask("/ok")); }
  ${members}
}
function ask(path: string): string {
  return new HttpCall("one").path(path).wait().text();
}
registerHttpHandler<Filter>("filter");
`;
}

const OWN = 'new HttpCall("one").path("/").wait()';

/** Returns a call that waits, which no other one is like. */
function waitOf(name: string): string {
  return `new HttpCall("${name}").path("/").wait()`;
}

/** A function that waits. */
function helper(name: string): string {
  return `function ${name}(): string { return ${waitOf(name)}.text(); }`;
}

/** Where waits are in one filter, and what the findings that point at them say. */
const REFUSED: [at: string, message: RegExp][] = [
  ["a", /^Filter#onLog cannot wait: only a handler's methods, a task's run,/],
  ["b", /^Filter#onDelete cannot wait, and leads here/],
  ["c", /^Filter#onDone cannot wait, and leads here/],
  ["e", /^Plugin#onConfigure cannot wait/],
  ["f", /^Plugin#onTick cannot wait/],
  ["g", /^Plugin#createHttpContext cannot wait/],
  ["h", /^A function that a callback calls cannot wait, and leads here/],
  ["i", /^A function that a callback calls cannot wait/],
  ["j", /^A function that a callback calls cannot wait/],
];

test("waits in callbacks are compile errors that point at them", async () => {
  const findings = await findingsIn(
    filter(
      `onLog(): void { ${waitOf("a")}; }
  get asked(): string { return ${waitOf("b")}.text(); }
  onDelete(): void { log.info(this.asked); }
  onDone(): bool { return c().length > 0; }`,
      `${helper("c")}
${helper("h")}
class Plugin extends RootContext {
  onConfigure(): bool { ${waitOf("e")}; return true; }
  onTick(): void { ${waitOf("f")}; }
  onQueueReady(queue: u32): void { ["b", "a"].sort((a, b) => a.length - h().length); }
  onDone(): bool { ["a"].forEach((path) => { ${waitOf("i")}; }); return true; }
  onDelete(): void {
    new HttpCall("one").path("/a").send<Plugin>(this, (self, response) => { ${waitOf("j")}; });
  }
  createHttpContext(): HttpContext { ${waitOf("g")}; return new Filter(); }
}
registerRootContext<Plugin>("p");`,
    ),
    { sourceMap: true },
  );
  const found = findings.map(({ at, message }) => `${at}: ${message}`);
  for (const [name, message] of REFUSED) {
    const [own] = found.filter((each) => each.startsWith(waitOf(name)));
    assert.match(own ?? "", new RegExp(`: ${message.source.slice(1)}`), name);
  }
  assert.equal(found.length, REFUSED.length, found.join("\n"));
});

/** Where a wait is, the source, what the finding points at, and what it says. */
const ALONE: [where: string, text: string, at: string, message: RegExp][] = [
  [
    "a constructor of a context",
    filter(`constructor() { super(); ${OWN}; }`),
    OWN,
    /^Filter#constructor cannot wait/,
  ],
  [
    "module scope",
    filter("", `${OWN};`),
    OWN,
    /^Code in module scope cannot wait: only/,
  ],
  [
    "a constructor that module scope calls",
    filter(
      "",
      `class Thing { constructor() { ${waitOf("a")}; } }\nexport const thing = new Thing();`,
    ),
    waitOf("a"),
    /^Code in module scope cannot wait, and leads here/,
  ],
  [
    "a static field",
    filter(
      "",
      `${helper("a")}\nclass Thing { static text: string = a(); }\nThing.text;`,
    ),
    waitOf("a"),
    /^Code in module scope cannot wait, and leads here/,
  ],
];

for (const [where, text, at, message] of ALONE) {
  test(`a wait in ${where} is a compile error that points at it`, async () => {
    const [found, ...more] = await findingsIn(text, { sourceMap: true });
    assert.deepEqual(more, []);
    assert.equal(found.at, at);
    assert.match(found.message, message);
  });
}

/** A package whose `Logger` waits where it says, and the filter that has it. */
function withPackage(text: string, filterText: string) {
  return {
    "assembly/index.ts": filterText,
    "node_modules/waits/index.ts": `import { HttpCall, HttpHandler } from "proxy-wasm-as";\n${text}`,
    "node_modules/waits/package.json":
      '{ "name": "waits", "version": "1.0.0" }',
  };
}

test("a wait in a package's own callback is a compile error that points at it", async () => {
  const [found, ...more] = await findingsIn(
    withPackage(
      `export class Logger extends HttpHandler { onLog(): void { ${OWN}; } }`,
      `import { registerHttpHandler } from "proxy-wasm-as";
import { Logger } from "waits";
class Filter extends Logger { onRequest(): void {} }
registerHttpHandler<Filter>("filter");
`,
    ),
    { sourceMap: true },
  );
  assert.deepEqual(more, []);
  assert.match(found.message, /^Logger#onLog cannot wait: only/);
  assert.match(found.file, /waits/);
  assert.equal(found.at, OWN);
});

test("where no positions are noted, the finding points at the function, or its file", async () => {
  const [onLog] = await findingsIn(filter(`onLog(): void { ${OWN}; }`));
  assert.equal(onLog.at, "onLog");
  const [start] = await findingsIn(filter("", `${OWN};`));
  assert.equal(start.file, "assembly/index.ts");
});

test("a callback beside the method that it runs is a compile error", async () => {
  const [mixed, ...more] = await findingsIn(
    filter(
      "onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { return FilterHeadersStatus.Continue; }",
    ),
  );
  assert.deepEqual(more, []);
  assert.equal(mixed.at, "onRequestHeaders");
  assert.match(
    mixed.message,
    /^Filter has onRequest, and the SDK's onRequestHeaders runs it:/,
  );
});

test("a handler that nothing makes is told how to be registered", async () => {
  const [unmade] = await findingsIn(
    filter("", "class Lost extends HttpHandler { onRequest(): void {} }"),
  );
  assert.match(
    unmade.message,
    /^Nothing makes Lost: register it by registerHttpHandler/,
  );
});

test("waits in handlers compile", async () => {
  assert.deepEqual(await findingsIn(filter("")), []);
});

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
const HELPER = 'new HttpCall("one").path(path).wait()';

/** Where it is, the source, what the finding points at, and what it says. */
const REFUSED: [where: string, text: string, at: string, message: RegExp][] = [
  [
    "onLog",
    filter(`onLog(): void { ${OWN}; }`),
    OWN,
    /^Filter#onLog cannot wait: only a handler's methods, a task's run,/,
  ],
  [
    "onDelete",
    filter(`onDelete(): void { ${OWN}; }`),
    OWN,
    /^Filter#onDelete cannot wait/,
  ],
  [
    "a function that onDone calls",
    filter(`onDone(): bool { return ask("/").length > 0; }`),
    HELPER,
    /^Filter#onDone cannot wait, and leads here/,
  ],
  [
    "a constructor of a context",
    filter(`constructor() { super(); ${OWN}; }`),
    OWN,
    /^Filter#constructor cannot wait/,
  ],
  [
    "onConfigure of a plugin",
    filter(
      "",
      `class Plugin extends RootContext { onConfigure(): bool { ${OWN}; return true; } }\nregisterRootContext<Plugin>("p");`,
    ),
    OWN,
    /^Plugin#onConfigure cannot wait/,
  ],
  [
    "module scope",
    filter("", `${OWN};`),
    OWN,
    /^Code in module scope cannot wait/,
  ],
  [
    "a function that is given an answer",
    filter(
      `onTrailersOfOwn(): void {}
  onRequestTrailers(count: i32): i32 { return 0; }`.slice(0, 0) +
        `start(): void {
    new HttpCall("one").path("/a").send<Filter>(this, (self, response) => { ${OWN}; });
  }
  onDone(): bool { this.start(); return true; }`,
    ),
    OWN,
    /^A function that a callback calls cannot wait/,
  ],
];

for (const [where, text, at, message] of REFUSED) {
  test(`a wait in ${where} is a compile error that points at it`, async () => {
    const findings = await findingsIn(text, { sourceMap: true });
    assert.equal(findings.length, 1, JSON.stringify(findings));
    assert.equal(findings[0].at, at);
    assert.match(findings[0].message, message);
  });
}

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
    /^Filter has onRequest, which onRequestHeaders runs:/,
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

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { interfaceOf } from "../compile.ts";

const IMPORT = `import {
  FilterHeadersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
`;

/** A filter whose class has more members, and its callback more statements. */
function filter({ members = "", body = "", before = "" } = {}): string {
  return `${IMPORT}${before}
class Filter extends HttpContext {
  ${members}
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    ${body}
    this.response.headers.set("hello", "world");
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");
`;
}

async function hasContexts(text: string): Promise<boolean> {
  const { exports } = await interfaceOf(await compileText(text));
  const names = ["proxy_on_context_create", "proxy_on_delete"];
  const found = names.filter((name) => exports.includes(name));
  assert.ok(found.length === 0 || found.length === 2, String(found));
  return found.length === 2;
}

test("shareContext leaves a stateless filter its callback and what loads it", async () => {
  const wasm = await compileText(filter());
  const { exports, imports } = await interfaceOf(wasm);
  assert.deepEqual(exports.toSorted(), [
    "_initialize",
    "malloc",
    "memory",
    "proxy_abi_version_0_2_1",
    "proxy_on_memory_allocate",
    "proxy_on_response_headers",
  ]);
  assert.deepEqual(imports.toSorted(), ["env.proxy_replace_header_map_value"]);
  const { length } = await readFile(wasm);
  assert.ok(length <= 4096, `${length} bytes`);
});

const STATEFUL: [what: string, text: string][] = [
  ["a field", filter({ members: "seen: i32 = 0;" })],
  ["a constructor", filter({ members: "constructor() { super(); }" })],
  ["onDone", filter({ members: "onDone(): bool { return true; }" })],
  ["onDelete", filter({ members: "onDelete(): void {}" })],
  [
    "a getter that a field may hide behind",
    filter({ members: "get x(): i32 { return 1; }" }),
  ],
  [
    "a this that is kept",
    filter({
      before: "let kept: HttpContext[] = [];",
      body: "kept.push(this);",
    }),
  ],
  [
    "its plugin",
    filter({
      body: "if (this.root.id == 0) return FilterHeadersStatus.Continue;",
    }),
  ],
  ["a continued stream", filter({ body: "this.continueRequest();" })],
  [
    "a second registration",
    `${filter()}registerHttpContext<Filter>("other");\n`,
  ],
  [
    "a registration in a function",
    filter().replace(/^(register.*)$/m, "function f(): void {\n$1\n}\nf();"),
  ],
];

for (const [what, text] of STATEFUL) {
  test(`shareContext keeps the contexts of a filter with ${what}`, async () => {
    assert.equal(await hasContexts(text), true);
  });
}

test("shareContext lets a filter with helpers and a global share one instance", async () => {
  const text = filter({
    before: "let served: i32 = 0;",
    members: "private count(): i32 { return ++served; }",
    body: "this.count();",
  });
  assert.equal(await hasContexts(text), false);
});

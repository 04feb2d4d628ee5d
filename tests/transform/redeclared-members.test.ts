import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compileProject } from "../compile-project.ts";
import { filterWith, findingsIn, SDK } from "./findings.ts";

const FREE = [
  "kind: i32 = 7;",
  'kind: string = "kind";',
  "constructor(private readonly plugin: string = '') { super(); }",
  "private close(): void {}",
  "nextInBucket: i32 = 0;",
  "continueStream(): void {}",
  "closeStream(stream: string): bool { return false; }",
];

for (const member of FREE) {
  test(`a context may have a member of its own: ${member}`, async () => {
    const text = filterWith(member);
    const { failed, stderr, wasm } = await compileProject({
      "assembly/index.ts": text,
    });
    assert.ok(!failed, stderr);
    const host = await ProxyHost.load(wasm);
    const plugin = host.startPlugin({ rootId: "filter" });
    for (let i = 0; i < 2; i++) {
      const response = plugin.httpStream().request();
      assert.equal(response?.header("x-filter"), "served");
    }
  });
}

/** The members, where the finding is, and what it says. */
const TAKEN: [member: string, at: string, message: RegExp][] = [
  ["id: u32 = 1;", "id", /^id is a member of the SDK's Context already/],
  ["id: string = '';", "id", /^id is a member of the SDK's Context already/],
  [
    "constructor(readonly id: i32 = 0) { super(); }",
    "id",
    /^id is a member of the SDK's Context already/,
  ],
  ["root: i32 = 0;", "root", /^root is a member of the SDK's Context/],
  [
    "get root(): Context { return this; }",
    "root",
    /^root is a member of the SDK's Context/,
  ],
  [
    "closeRequest(): Status { return Status.Ok; }",
    "closeRequest",
    /^closeRequest is a member of the SDK's HttpContext/,
  ],
  ["request: i32 = 0;", "request", /^request is a member .* HttpContext/],
  ["sdkKind: i32 = 0;", "sdkKind", /^sdkKind is a member of the SDK's Context/],
  ["private sdkReset(): void {}", "sdkReset", /^sdkReset is a member/],
  [
    "onRequestHeaders: i32 = 0;",
    "onRequestHeaders",
    /^onRequestHeaders is a callback of the SDK's HttpContext: declare it as a method/,
  ],
  [
    "private onLog(): void {}",
    "onLog",
    /^The proxy calls onLog: declare it without private/,
  ],
  ["static onLog(): void {}", "onLog", /^The proxy calls onLog .* static/],
  [
    "helper(): u32 { return this.sdkId; }",
    "sdkId",
    /^sdkId is for the SDK alone/,
  ],
];

for (const [member, at, message] of TAKEN) {
  test(`a context has one compile error, at its own line, for ${member}`, async () => {
    const [finding, ...others] = await findingsIn(filterWith(member));
    assert.deepEqual(others, []);
    assert.equal(finding.file, "assembly/index.ts");
    assert.equal(finding.at, at);
    assert.match(finding.message, message);
  });
}

test("a class that is not a context may have such a member", async () => {
  const before = `class Kept { id: u32 = 1; sdkId: u32 = 2; root: i32 = 0; onLog(): void {} }
class Refused extends Error { message: string = ""; }
`;
  const text = filterWith(
    "kept: Kept = new Kept(); x(): u32 { return this.kept.sdkId; }",
  );
  assert.deepEqual(
    await findingsIn(text.replace("class F", `${before}class F`)),
    [],
  );
});

test("a class that extends another of the SDK's has one compile error as well", async () => {
  const call = `class Call extends HttpCall {
  constructor(readonly method: string) { super("cluster"); }
}
`;
  const text = filterWith("").replace("class F", `${call}class F`);
  const [finding, ...others] = await findingsIn(text);
  assert.deepEqual(others, []);
  assert.equal(finding.at, "method");
  assert.match(finding.message, /^method is a member of the SDK's HttpCall/);
});

/** A filter on a package's class, with a member of its own. */
const onPackage = (theirs: string, own: string) => ({
  "assembly/index.ts": `import { Base } from "some-package";\n${filterWith(own, "Base")}`,
  "node_modules/some-package/index.ts": `${SDK}export class Base extends HttpContext {\n${theirs}\n}\n`,
});

test("a package's class has one compile error where it declares a member again", async () => {
  const [finding, ...others] = await findingsIn(onPackage("id: u32 = 1;", ""));
  assert.deepEqual(others, []);
  assert.equal(finding.file, "~lib/some-package/index.ts");
  assert.match(finding.message, /^id is a member of the SDK's Context/);
});

test("a field of a package's class cannot be declared again", async () => {
  for (const own of ["state: i32 = 2;", "get state(): i32 { return 2; }"]) {
    const project = onPackage("state: i32 = 1;", own);
    const [finding, ...others] = await findingsIn(project);
    assert.deepEqual(others, []);
    assert.equal(finding.at, "state");
    assert.match(finding.message, /^state is a member of Base already/);
  }
});

test("a method of a package's class can be overridden", async () => {
  const theirs = "value(): i32 { return 1; } get more(): i32 { return 1; }";
  const own = "value(): i32 { return 2; } get more(): i32 { return 2; }";
  assert.deepEqual(await findingsIn(onPackage(theirs, own)), []);
});

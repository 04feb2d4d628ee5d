import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";

/** What a filter gets where it creates an expression and evaluates it. */
async function evaluate(expression: string, headers = {}) {
  const host = await ProxyHost.load(await compile(ACTS));
  const bytes = Buffer.from(expression).toString("hex");
  const configuration = `request-headers: foreign expr_create 0x${bytes}; foreign expr_evaluate last`;
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  plugin.httpStream().request({ headers });
  const [, answer] =
    /expr_evaluate last -> (.*)/.exec(
      host.logs.map(({ message }) => message).join("\n"),
    ) ?? [];
  return answer;
}

test("expr_evaluate evaluates an expression on the request", async () => {
  const expression = "request.method == 'GET' && request.headers['x-a'] != '1'";
  assert.equal(await evaluate(expression, { "x-a": "2" }), "0 0x01");
  assert.equal(await evaluate(expression, { "x-a": "1" }), "0 0x00");
  assert.equal(await evaluate(expression), "10 null 0");
});

test("expr_evaluate fails for an invalid regular expression", async () => {
  for (const pattern of ["(", "a(?=b)"]) {
    assert.equal(await evaluate(`'a'.matches('${pattern}')`), "10 null 0");
  }
});

const UNDECIDED = [
  "'\\q'",
  "b'\\u0041'",
  "1 // one",
  "-1u",
  "9223372036854775808",
  "1e300 == 1.0",
  ".request.path",
  "[1].existsOne(x, true)",
  "[[1]].map(x, x.map(y, y))",
  "has({'a':1}.a)",
  "{0.0: 1}",
  "{'a': 1, 'b': 2}",
  "[[1]]",
  "'a'.matches(request.path)",
  "'a'.matches('\\\\C')",
  "'\\U0001F600' < '\\uffff'",
  "int('1')",
  "timestamp(0)",
  "matches('a', 'a')",
  "google.protobuf.Duration{seconds: 1}",
  "request",
  "request.headers",
  "request.none",
  "metadata.a",
  `${"(".repeat(15)}1${")".repeat(15)}`,
  Array(16).fill("1").join("+"),
  `'${"a".repeat(10_001)}'`,
];

for (const expression of UNDECIDED) {
  test(`expr_create refuses to guess at ${expression.slice(0, 40)}`, async () => {
    await assert.rejects(evaluate(expression), { code: "NOT_EMULATED" });
  });
}

test("expr_evaluate refuses to guess what exists outside of a stream", async () => {
  const host = await ProxyHost.load(await compile(ACTS));
  const bytes = Buffer.from("has(request.path)").toString("hex");
  const configuration = `configure: foreign expr_create 0x${bytes}; foreign expr_evaluate last`;
  assert.throws(() => host.startPlugin({ rootId: "acts", configuration }), {
    code: "NOT_EMULATED",
  });
});

test("expr_evaluate refuses to guess at a header that is not UTF-8", async () => {
  const headers = { "x-a": "\xff" };
  await assert.rejects(evaluate("request.headers['x-a'] == ''", headers), {
    code: "NOT_EMULATED",
  });
  const astral = { "x-a": Buffer.from("😀").toString("latin1") };
  await assert.rejects(evaluate("request.headers['x-a'] < 'a'", astral), {
    code: "NOT_EMULATED",
  });
  assert.equal(
    await evaluate("request.headers['x-a'].size()", astral),
    "0 0x0100000000000000",
  );
});

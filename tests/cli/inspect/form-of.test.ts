import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { formOf } from "../../../cli/inspect/form-of.ts";
import { compile } from "../../compile.ts";

const FORMS = {
  blank: "http",
  "response-time": "http",
  "fetch-cache": "http",
  "tcp-route": "network",
  "tcp-log": "network",
  "access-logger": "accessLog",
  "hello-world": "service",
  "plugin-configuration": undefined,
};

for (const [example, form] of Object.entries(FORMS)) {
  test(`formOf says ${form} for the module of examples/${example}`, async () => {
    const file = await compile(`examples/${example}/assembly/index.ts`);
    assert.equal(formOf(await readFile(file)), form);
  });
}

test("formOf says nothing of bytes that are not a module", () => {
  assert.equal(formOf(Buffer.from("text")), undefined);
});

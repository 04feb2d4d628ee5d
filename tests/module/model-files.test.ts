import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { instantiate } from "./instance.ts";

const HEIR = {
  part: { note: "a" },
  parts: [{ note: "b" }, { note: "c" }],
  maybe: [null, { note: "d" }],
  named: { e: { note: "f" } },
  mode: "Lenient",
  modes: ["Strict", "Lenient"],
  own: [{ count: 1 }],
  shape: { type: "dot", negated: true, x: 2 },
  texts: ["g"],
  label: null,
};

test("a model of several files has the types that each file names", async () => {
  const { memory, call } = await instantiate(
    await compile("tests/module/filters/model-heirs.ts"),
  );
  const read = (value: unknown) => {
    const document = Buffer.from(JSON.stringify(value));
    new Uint8Array(memory.buffer).set(document, call("room", document.length));
    const size = call("read");
    return Buffer.from(memory.buffer, call("place"), size).toString();
  };
  assert.deepEqual(JSON.parse(read(HEIR)), HEIR);
  assert.equal(
    read({ parts: [{ note: 1 }], own: [{ count: "a" }], label: 5 }),
    [
      "$.parts[0].note: found 1, wanted a text",
      '$.own[0].count: found "a", wanted a whole number from 0',
      "$.label: found 5, wanted a text, or null",
    ].join("\n"),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CHOSEN,
  INVALID,
  NOT_UTF8,
  randomDocuments,
  VALID,
} from "./json-cases.ts";
import { differenceOf } from "./json-differences.ts";
import { JsonModule } from "./json-module.ts";

const CASES = 20_000;

for (const instructions of ["scalar", "simd", "short"] as const) {
  test(`JsonReader takes what RFC 8259 calls JSON, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    for (const text of VALID) {
      const document = Buffer.from(text);
      assert.equal(json.faultAt(document), -1, text.slice(0, 100));
      assert.equal(differenceOf(json, document), undefined, text.slice(0, 100));
    }
  });

  test(`JsonReader refuses what RFC 8259 does not call JSON, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    for (const text of INVALID) {
      const document = Buffer.from(text);
      const at = json.faultAt(document);
      assert.ok(at >= 0 && at <= document.length, text.slice(0, 100));
      assert.equal(differenceOf(json, document), undefined, text.slice(0, 100));
      assert.ok(json.describe(document) > 0);
    }
  });

  test(`JsonReader decides what RFC 8259 leaves open, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    for (const [text, isTaken] of CHOSEN) {
      const document = Buffer.from(text);
      assert.equal(json.check(document), isTaken, text.slice(0, 100));
      assert.equal(json.walk(document) !== undefined, isTaken);
      assert.equal(json.tree(document) !== undefined, isTaken);
    }
  });

  test(`JsonReader refuses a text that is not UTF-8, and tells where, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    for (const hex of NOT_UTF8) {
      for (const before of ["", "é", "abcdefgh", "x".repeat(15)]) {
        const head = Buffer.from(`["${before}`);
        const document = Buffer.concat([
          head,
          Buffer.from(hex, "hex"),
          Buffer.from('"]'),
        ]);
        const at = json.faultAt(document);
        // The last one is a whole character and a byte too much.
        const late = hex === "c3a980" ? 2 : 0;
        assert.equal(at, head.length + late, hex);
      }
    }
  });

  test(`JsonReader finds no fault before the end of a document that is cut, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    const whole = Buffer.from(
      '{"a é":[1.5e+3,true,false,null,"\\u00e9\\n\u{1f600}"],"b":{}}',
    );
    for (let size = 0; size < whole.length; size++) {
      const document = whole.subarray(0, size);
      const at = json.faultAt(document);
      // Within a character of several bytes, the fault is where that begins.
      assert.ok(at >= size - 3 && at <= size, `${size}: ${at}`);
    }
  });

  test(`JsonReader and JSON.parse agree on ${CASES} documents at random, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    let left = CASES;
    for (const document of randomDocuments(23)) {
      if (left-- === 0) break;
      const difference = differenceOf(json, document);
      assert.equal(difference, undefined, Buffer.from(document).toString());
    }
  });
}

test("JsonReader needs no memory of its own, whatever a document holds", async () => {
  const json = await JsonModule.load("scalar");
  const size = 1 << 20;
  const documents = ["[", '{"":', '"\\u0000', "[1,", "[[],", '"a\\n'].map(
    (part) => Buffer.from(part.repeat(size / part.length)),
  );
  json.check(documents[0]);
  const before = json.memorySize;
  for (const document of documents) json.check(document);
  assert.ok(json.memorySize - before <= 4 * size);
});

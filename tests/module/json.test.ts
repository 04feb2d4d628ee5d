import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CHOSEN,
  INVALID,
  NOT_UTF8,
  randomDocuments,
  VALID,
} from "./json-cases.ts";
import { differenceOf, parsed } from "./json-differences.ts";
import { JsonModule } from "./json-module.ts";

const CASES = 20_000;

/** How deep documents are nested: around what a word of bits holds, and the limits. */
const DEPTHS = [1, 2, 63, 64, 65, 66, 127, 128, 129, 130, 192, 193, 1023, 1024];

/**
 * The units around those that need an escape or another byte, those that have a byte of
 * such a one, and a pair.
 */
const UNITS = [
  0x00, 0x07, 0x08, 0x0a, 0x0b, 0x0d, 0x0e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b,
  0x5c, 0x5d, 0x7e, 0x7f, 0x80, 0xff, 0x100, 0x122, 0x15c, 0x7ff, 0x800, 0x2022,
  0x225c, 0x4141, 0x7fff, 0x8000, 0x8022, 0x8041, 0xd7ff, 0xd800, 0xdc00,
  0xdfff, 0xe000, 0xff41, 0xffff, 0x1_f600,
];

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

  test(`JsonWriter writes each kind of unit at each place of a text, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    for (const unit of UNITS) {
      const document = Buffer.from(JSON.stringify(textsWith(unit)));
      assert.equal(json.walk(document), document.toString());
    }
  });

  test(`JsonReader goes as deep as it is told, up to 1024 levels, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
      ['[0,{"a":', "}]"],
    ]) {
      for (const depth of DEPTHS) {
        const times = (open.match(/[[{]/g) as string[]).length;
        const levels = Math.ceil(depth / times) * times;
        const inner = open.repeat(levels / times) + "1";
        const text = inner + close.repeat(levels / times);
        const document = Buffer.from(`${text}${" ".repeat(64)}`);
        const most = instructions === "short" ? levels : Math.min(levels, 1024);
        assert.equal(json.faultWithin(document, most), -1, `${levels} ${open}`);
        const last = Math.max(text.lastIndexOf("["), text.lastIndexOf("{"));
        assert.equal(json.faultWithin(document, levels - 1), last);
        const wrong = Buffer.from(`${text.slice(0, -1)}x${" ".repeat(64)}`);
        assert.equal(json.faultWithin(wrong, levels), text.length - 1);
      }
    }
  });

  test(`JsonReader, JsonValue and JsonEditor take 129 levels unless told, ${instructions}`, async () => {
    const json = await JsonModule.load(instructions);
    for (const [levels, isTaken] of [
      [129, true],
      [130, false],
    ] as const) {
      const text = "[".repeat(levels) + "]".repeat(levels);
      const document = Buffer.from(text);
      assert.equal(json.check(document), isTaken);
      assert.equal(json.walk(document), isTaken ? text : undefined);
      assert.equal(json.tree(document), isTaken ? text : undefined);
      assert.equal(json.edit(document), isTaken);
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

test("JsonReader enters no more than 1024 levels, whatever it is told", async () => {
  for (const instructions of ["scalar", "simd"] as const) {
    const json = await JsonModule.load(instructions);
    const document = Buffer.from("[".repeat(2000) + "]".repeat(2000));
    assert.equal(json.enter(document, 5000), 1024);
    assert.equal(json.faultWithin(document, 5000), 1024);
  }
});

test("JsonReader finds a fault at the same place by bytes and by blocks, wherever a block begins", async () => {
  const bytes = await JsonModule.load("scalar");
  const blocks = await JsonModule.load("simd");
  const parts = [...VALID, ...INVALID]
    .filter((text) => text.length < 100)
    .map((text) => Buffer.from(text));
  for (const hex of NOT_UTF8) parts.push(Buffer.from(`22${hex}22`, "hex"));
  const frames: [head: string, tail: string][] = [
    ["[", `,"${"x".repeat(64)}"]`],
    [`{"${"x".repeat(30)}":`, "}"],
    [`{"a":0,`, `:"${"x".repeat(64)}"}`],
  ];
  for (const part of parts) {
    for (let offset = 0; offset < 66; offset++) {
      for (const [head, tail] of frames) {
        const space = " ".repeat(offset);
        const begin = Buffer.from(`${head}${space}`);
        const document = Buffer.concat([begin, part, Buffer.from(tail)]);
        const at = bytes.faultAt(document);
        assert.equal(blocks.faultAt(document), at, document.toString());
        assert.equal(at === -1, parsed(document) !== undefined);
        const ends = blocks.blocks(document) ?? document.length;
        if (at === -1) assert.equal(ends, document.length);
      }
    }
  }
});

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

/** Returns texts of each length around the sizes of vectors, with a unit at each place. */
function textsWith(unit: number): string[] {
  const texts: string[] = [];
  for (let length = 1; length < 40; length++) {
    for (let at = 0; at < length; at++) {
      const parts = Array.from({ length }, (_, index) => (index % 7) + 0x41);
      parts[at] = unit;
      texts.push(String.fromCodePoint(...parts));
    }
  }
  return texts;
}

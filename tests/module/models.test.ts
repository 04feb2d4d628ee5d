import assert from "node:assert/strict";
import { test } from "node:test";
import { randomDocuments } from "./json-cases.ts";
import { parsed, withoutSigns } from "./json-differences.ts";
import { loadModels, SHORT } from "./load-models.ts";
import { modelDocuments } from "./model-cases.ts";
import { numbersFrom } from "./instance.ts";

const CASES = Number(process.env.MODEL_CASES ?? 10_000);

/** The keys whose values are written as they are read. */
const PLAIN =
  "bool i8 u8 u16 i32 u32 i64 u64 f64 text short none mode texts bytes nones grid map lists".split(
    " ",
  );

const long = await loadModels();
const short = await loadModels(SHORT);
const simd = await loadModels({ args: ["--enable", "simd"], variant: "-simd" });

const longPlain = await loadModels({}, "plain-models");
const shortPlain = await loadModels(SHORT, "plain-models");

/** Numbers and durations that few documents have, for the class of few types. */
function* plainValues(): Generator<string, never, void> {
  const next = numbersFrom(2026);
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)];
  const digits = () =>
    Array.from({ length: below(12) }, () => pick([..."000123459"])).join("");
  for (;;) {
    const sign = pick(["", "", "-"]);
    const whole = pick(["0", "4294967295", "4294967296", `1${digits()}`, ""]);
    const fraction = pick(["", `.${digits()}`, `.0${digits()}`]);
    const exponent = pick(["", "", `e${pick(["", "-", "+"])}${digits()}`]);
    yield `${sign}${whole}${fraction}${exponent}`;
    const unit = pick([
      "ms",
      "s",
      "m",
      "h",
      "",
      "S",
      "\\u0073",
      "s\\u0000",
      "sms",
    ]);
    yield `"${pick(["5", digits(), "999999999", "0000000001"])}${unit}"`;
    const key = pick([
      ...["txet", "LIMIT", "limits", "", "wai", "x".repeat(70)],
      // As the description of a key goes on.
      'wait\\"a duration, such as ',
      'text\\"a text',
    ]);
    yield `1,"${key}":[{"a":[${below(9)}]}]`;
  }
}

test("a class of few types is read alike by the code that is left of it and by all", () => {
  const own = modelDocuments(7);
  const values = plainValues();
  let taken = 0;
  for (let i = 0; i < CASES; i++) {
    const key = ["u32", "limit", "wait"][i % 3];
    const value = `{"text":"a","${key}":${values.next().value}}`;
    for (const document of [own.next().value, Buffer.from(value)]) {
      const text = Buffer.from(document).toString();
      const found = shortPlain("configure", document);
      assert.equal(longPlain("configure", document), found, text);
      taken += Number(found.startsWith("{"));
    }
  }
  assert.ok(taken > CASES / 50, String(taken));
});

/** Documents for the class, and any others as the value of a key. */
function* documents() {
  const own = modelDocuments(2026);
  const others = randomDocuments(2026);
  for (let i = 0; i < CASES; i++) {
    yield own.next().value;
    const key = PLAIN[i % PLAIN.length];
    const other = others.next().value;
    yield i % 2 === 0
      ? other
      : Buffer.concat([Buffer.from(`{"${key}":`), other, Buffer.from("}")]);
  }
}

test("models are read alike from short documents and from those that may be long", () => {
  let taken = 0;
  for (const document of documents()) {
    const text = Buffer.from(document).toString();
    const found = short("configure", document);
    assert.equal(long("configure", document), found, text);
    assert.equal(simd("configure", document), found, text);
    taken += Number(found.startsWith("{"));
  }
  assert.ok(taken > CASES / 50, String(taken));
});

test("models take for JSON what JSON.parse does, and have its values", () => {
  for (const document of documents()) {
    if (document.length === 0) continue;
    const text = Buffer.from(document).toString();
    const expected = parsed(document);
    for (const [module, name] of [
      [short, "configure"],
      [long, "read"],
    ] as const) {
      const found = module(name, document);
      const isJson = !found.includes("not JSON at line");
      assert.equal(isJson, expected !== undefined, `${text}\n${found}`);
      if (!found.startsWith("{")) continue;
      const value = expected?.value as Record<string, unknown>;
      const model = JSON.parse(found) as Record<string, unknown>;
      for (const key of PLAIN.filter((each) => each in value)) {
        const [is, was] = [model[key], value[key]].map(withoutSigns);
        assert.deepEqual(is, was, `${text}\n${found}`);
      }
    }
  }
});

test("a model reads documents as deep as JSON may be, and refuses deeper ones", () => {
  const models = (depth: number) =>
    `${'{"deep":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`;
  const lists = (key: string) => (depth: number) =>
    `{"${key}":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
  const ways = [long, short, simd].map(
    (module) => (text: string) => module("configure", Buffer.from(text)),
  );
  ways.push((text) => long("read", Buffer.from(text)));
  const shapes = [
    { nested: models, begin: 8 },
    { nested: lists("texts"), begin: 1, key: 8 },
    { nested: lists("unknown"), begin: 1, key: 10 },
  ];
  for (const read of ways) {
    assert.ok(read(models(129)).startsWith("{"), "129");
    for (const { nested, begin, key = 0 } of shapes) {
      assert.doesNotMatch(read(nested(129)), /not JSON/);
      const column = 129 * begin + key + 1;
      const fault = `\\$: not JSON at line 1, column ${column}$`;
      for (const depth of [130, 131, 100_000])
        assert.match(read(nested(depth)), new RegExp(fault), String(depth));
    }
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { readJsonText } from "../../../cli/config/json-text.ts";

test("readJsonText has the values of JSON.parse, and each key that is there twice", () => {
  for (const [text, repeated] of [
    ['{"a":1,"b":[{"a":2}],"":{"":null}}', []],
    ['{"a":{"b":1,"c":[true,false],"\\u0062":2}}', [["a", "b"]]],
    ['{\n\t"a"\n:\t1,\n\t"a":"x"}', [["a"]]],
    ['{"__proto__":1,"__proto__":{"a":2}}', [["__proto__"]]],
    ['{"a":[{"b":1,"b":2,"b":3}]}', Array(2).fill(["a", 0, "b"])],
    ['[{"":{"a":1,"a":[]}}]', [[0, "", "a"]]],
    [`{"${"k".repeat(2000)}":1,"1":"a\\"b","1":"{}[]:,"}`, [["1"]]],
    ['" a\\\\"', []],
    [" 1.5e3 ", []],
    ["null", []],
  ] as [string, unknown[]][]) {
    const read = readJsonText(text);
    // The order of a key that is there twice is that of the first one.
    const value = JSON.stringify(JSON.parse(text));
    assert.equal(JSON.stringify(read.value), value, text);
    assert.deepEqual(read.repeated, repeated, text);
  }
});

test("readJsonText has a number on the side of its limit on which it is written", () => {
  const at = (text: string) => readJsonText(text).value as number;
  const [mostOfI64, mostOfU64] = [9223372036854774784, 18446744073709549568];
  assert.equal(at("9223372036854775807"), mostOfI64);
  assert.ok(at("9223372036854775808") > mostOfI64);
  assert.equal(at("18446744073709551615"), mostOfU64);
  assert.ok(at("18446744073709551616") > mostOfU64);
  assert.equal(at("-9223372036854775808"), -9223372036854775808);
  assert.ok(at("-9223372036854775809") < -9223372036854775808);
  assert.deepEqual(["1e-400", "-1e-400", "0e5", "-0.0"].map(at), [
    ...[NaN, NaN, 0, -0],
  ]);
});

test("readJsonText tells what is nested deeper than a filter reads, however deep", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  assert.ok(!readJsonText(nested(129)).isTooDeep);
  assert.ok(readJsonText(nested(130)).isTooDeep);
  assert.ok(readJsonText(nested(500_000)).isTooDeep);
  assert.throws(() => readJsonText("[".repeat(500_000)), SyntaxError);
});

test("readJsonText tells which whole numbers a double rounds, and where they are", () => {
  const { rounded } = readJsonText(
    '{"a/~":[1,-9007199254740993],"b":9007199254740992,"c":9007199254740993.0}',
  );
  assert.deepEqual([...rounded], [["/a~1~0/1", "-9007199254740993"]]);
});

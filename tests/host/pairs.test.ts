import assert from "node:assert/strict";
import { test } from "node:test";
import { decodePairs, encodePairs, type Header } from "../../host/abi/pairs.ts";

const PAIRS: Header[] = [
  [":path", "/"],
  ["x-empty", ""],
  ["x-bytes", "\xff\0\xe9"],
];

test("encodePairs is undone by decodePairs", () => {
  assert.deepEqual(decodePairs(encodePairs(PAIRS)), PAIRS);
});

test("encodePairs encodes an empty list as no bytes", () => {
  assert.equal(encodePairs([]).length, 0);
  assert.deepEqual(decodePairs(Buffer.alloc(0)), []);
  assert.deepEqual(decodePairs(Buffer.alloc(4)), []);
});

test("decodePairs returns no pairs for bytes that are cut off anywhere", () => {
  const bytes = encodePairs(PAIRS);
  for (let size = 0; size < bytes.length; size++) {
    assert.deepEqual(decodePairs(bytes.subarray(0, size)), [], String(size));
  }
});

test("decodePairs returns no pairs where bytes are left over", () => {
  const bytes = Buffer.concat([encodePairs(PAIRS), Buffer.alloc(1)]);
  assert.deepEqual(decodePairs(bytes), []);
});

test("decodePairs returns no pairs where a NUL is missing", () => {
  const bytes = encodePairs([["a", "b"]]);
  for (const at of [bytes.length - 1, bytes.length - 3]) {
    const wrong = Buffer.from(bytes);
    wrong[at] = 1;
    assert.deepEqual(decodePairs(wrong), []);
  }
});

test("decodePairs returns no pairs for more than 1024 of them, or for more than 1 MiB", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (): Header => ["a", "b"]);
  assert.equal(decodePairs(encodePairs(many(1024))).length, 1024);
  assert.deepEqual(decodePairs(encodePairs(many(1025))), []);
  const fits = "v".repeat((1 << 20) - 15);
  assert.equal(decodePairs(encodePairs([["a", fits]])).length, 1);
  assert.deepEqual(decodePairs(encodePairs([["a", fits + "v"]])), []);
});

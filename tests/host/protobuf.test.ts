import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bytesOf,
  decodeMessage,
  encodeMessage,
  numberOf,
  textOf,
} from "../../host/abi/protobuf.ts";

test("encodeMessage is undone by decodeMessage", () => {
  const long = "x".repeat(300);
  const fields = decodeMessage(
    encodeMessage([
      [1, true],
      [2, long],
      [3, ""],
    ]),
  )!;
  assert.equal(numberOf(fields, 1), 1);
  assert.equal(textOf(fields, 2), long);
  assert.equal(bytesOf(fields, 3).length, 0);
  assert.equal(numberOf(fields, 2), 0);
});

test("decodeMessage returns null for a message that is cut off or invalid", () => {
  const bytes = encodeMessage([[2, "text"]]);
  for (let size = 1; size < bytes.length; size++) {
    assert.equal(decodeMessage(bytes.subarray(0, size)), null, String(size));
  }
  assert.equal(decodeMessage(Buffer.from([0xff, 0xff])), null);
  assert.equal(decodeMessage(Buffer.from([0, 1])), null);
  assert.equal(decodeMessage(Buffer.alloc(0))?.size, 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  frameMessage,
  messageReader,
} from "../../../cli/serve/grpc-messages.ts";

test("messageReader joins messages, however they are cut", () => {
  const bytes = Buffer.concat(
    ["one", "", "three"].map((text) => frameMessage(Buffer.from(text))),
  );
  const whole = messageReader()(bytes);
  assert.deepEqual(whole?.map(String), ["one", "", "three"]);
  const read = messageReader();
  const parts = Array.from(bytes, (byte) => read(Buffer.of(byte)));
  assert.deepEqual(parts.flat().map(String), ["one", "", "three"]);
});

test("messageReader refuses a compressed message", () => {
  assert.equal(messageReader()(Buffer.of(1, 0, 0, 0, 0)), null);
});

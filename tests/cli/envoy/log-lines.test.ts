import assert from "node:assert/strict";
import { test } from "node:test";
import { LogLines } from "../../../cli/envoy/log-lines.ts";

function logOf(text: string): LogLines {
  const log = new LogLines();
  log.push(Buffer.from(text));
  return log;
}

test("LogLines.push joins lines that arrive in pieces", () => {
  const log = new LogLines();
  // Cut after each byte, and so within the two bytes of the é.
  for (const byte of Buffer.from("one\r\n\ntwé\nthr")) {
    log.push(Buffer.from([byte]));
  }
  assert.deepEqual(log.lines, ["one\r", "", "twé"]);
  log.end();
  assert.deepEqual(log.lines, ["one\r", "", "twé", "thr"]);
});

test("LogLines.matching finds text and expressions", () => {
  const log = logOf("a.b\naxb\n");
  assert.deepEqual(log.matching("a.b"), ["a.b"]);
  assert.deepEqual(log.matching(/a.b/g), ["a.b", "axb"]);
});

test("LogLines.waitFor resolves with a past line", async () => {
  assert.equal(await logOf("one\ntwo\n").waitFor(/t.o/), "two");
});

test("LogLines.waitFor resolves with a future line", async () => {
  const log = logOf("one 1\n");
  const line = log.waitFor("one", { from: log.lines.length });
  log.push(Buffer.from("two\none 2\none 3\n"));
  assert.equal(await line, "one 2");
});

test("LogLines.waitFor quotes the last lines when it times out", async () => {
  await assert.rejects(logOf("one\n").waitFor(/two/, { timeout: 1 }), {
    code: "ENVOY_TIMEOUT",
    message: "Envoy's log has no line with /two/ and 1 ms passed:\none",
  });
});

test("LogLines.waitFor rejects when the stream ends", async () => {
  const log = logOf("one\n");
  const line = log.waitFor("two");
  log.end();
  const expected = { message: /no line with two and it ended:\none$/ };
  await assert.rejects(line, expected);
  await assert.rejects(log.waitFor("two"), expected);
});

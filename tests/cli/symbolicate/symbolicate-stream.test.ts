import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { symbolicateStream } from "../../../cli/symbolicate/symbolicate-stream.ts";

/** The output for some chunks, as one text of bytes. */
async function through(
  chunks: Buffer[],
  change: (line: string) => string = (line) => line,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  const log = Readable.from(chunks) as AsyncIterable<Buffer>;
  for await (const part of symbolicateStream(log, change)) parts.push(part);
  return Buffer.concat(parts);
}

test("symbolicateStream changes no byte of other lines, however the stream is cut", async () => {
  const log = Buffer.from([
    ...Buffer.from("ä\r\n\n\0b\n"),
    0xff,
    0xfe,
    0x0a,
    99,
  ]);
  for (let at = 0; at <= log.length; at++) {
    const chunks = [log.subarray(0, at), log.subarray(at)];
    assert.deepEqual(await through(chunks), log);
  }
});

test("symbolicateStream passes whole lines, and the last one even without a line break", async () => {
  const lines: string[] = [];
  const bytes = ["on", "e\ntwo\nth", "ree"].map((part) => Buffer.from(part));
  const result = await through(bytes, (line) => {
    lines.push(line);
    return `${line}é`;
  });
  assert.deepEqual(lines, ["one", "two", "three"]);
  assert.equal(result.toString(), "oneé\ntwoé\nthreeé");
});

test("symbolicateStream passes a line on before the next one arrives", async () => {
  async function* log() {
    yield Buffer.from("first\n");
    await new Promise(() => {});
  }
  const first = await symbolicateStream(log(), (line) => line).next();
  assert.ok(!first.done);
  assert.equal(first.value.toString(), "first\n");
});

test("symbolicateStream passes a line of many megabytes on as it arrives, and continues after it", async () => {
  const lines: string[] = [];
  const chunk = Buffer.alloc(64 * 1024, "1");
  const chunks = Array.from({ length: 400 }, () => chunk);
  const start = performance.now();
  const result = await through(
    [Buffer.from("a\n"), ...chunks, Buffer.from("\nb\n")],
    (line) => {
      lines.push(line);
      return line;
    },
  );
  assert.equal(result.length, 400 * chunk.length + 5);
  assert.deepEqual(lines, ["a", "b"]);
  assert.ok(performance.now() - start < 2000);
});

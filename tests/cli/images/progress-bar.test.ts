import assert from "node:assert/strict";
import { test } from "node:test";
import { progressBar } from "../../../cli/images/progress-bar.ts";

const DIGEST = `sha256:${"0a".repeat(32)}`;

function screen(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  return { written, bar: progressBar({ isTTY, write }) };
}

test("progressBar shows how far a large blob is, and goes when it is there", () => {
  const { written, bar } = screen(true);
  bar.show(DIGEST, 1_000_000, 4_000_000);
  bar.show(DIGEST, 4_000_000, 4_000_000);
  bar.clear();
  assert.deepEqual(written, [
    "\r\u001b[2K0a0a0a0a0a0a ██████░░░░░░░░░░░░░░░░░░ 1.0 MB of 4.0 MB",
    "\r\u001b[2K",
  ]);
});

test("progressBar shows nothing of small blobs, nor where there is no terminal", () => {
  const small = screen(true);
  small.bar.show(DIGEST, 100, 999_999);
  small.bar.clear();
  const piped = screen(false);
  piped.bar.show(DIGEST, 1, 4_000_000);
  piped.bar.clear();
  assert.deepEqual([...small.written, ...piped.written], []);
});

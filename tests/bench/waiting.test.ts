import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleSize } from "../../bench/module-size.ts";
import { filterModule } from "../../bench/modules.ts";
import {
  beginStreams,
  measureWaitingStreams,
} from "../../bench/wait/waiting-streams.ts";
import { compile } from "../compile.ts";

/** What docs/straight-line.md says at most. */
const MOST_BYTES_MORE = 3 * 1024;
const MOST_BYTES_A_STREAM = 256;

test("examples/http-auth takes at most 3 KB more than by callbacks, without custom sections", async () => {
  const straight = await compile("examples/http-auth/assembly/index.ts");
  const callbacks = await filterModule("http-auth-callbacks");
  const more = moduleSize(straight).code - moduleSize(callbacks).code;
  assert.ok(more <= MOST_BYTES_MORE, `${more} bytes more`);
});

test("a stream that waits for a call, three methods deep, takes at most 256 bytes beyond its context", async () => {
  const { bytes } = await measureWaitingStreams("waiting", 1000, 1);
  assert.ok(bytes <= MOST_BYTES_A_STREAM, `${bytes} bytes`);
});

test("nothing is left of streams that have ended while they waited", async () => {
  const wasm = await filterModule("waiting");
  const streams = await beginStreams(wasm, 1000, true);
  streams.end();
  // Tables keep the room that they had.
  const once = streams.collect();
  for (let round = 0; round < 5; round++) {
    streams.begin(1000);
    assert.ok(streams.collect() > once + 1000 * 100);
    streams.end();
  }
  assert.equal(streams.collect(), once);
});

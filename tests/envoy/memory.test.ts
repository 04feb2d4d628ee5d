import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:http2";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const FILTER = "tests/envoy/filters/memory.ts";

/** Streams on a connection: fewer than Envoy allows at once. */
const STREAMS = 100;
const CONNECTIONS = 20;

test("memory of a filter does not grow with the streams waiting in Envoy", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(FILTER) }]);
  for (let i = 0; i < CONNECTIONS; i++) {
    const session = connect(`http://127.0.0.1:${envoy.port()}`);
    t.after(() => session.destroy());
    await once(session, "connect");
    for (let n = 0; n < STREAMS; n++) {
      const stream = session.request({ ":path": "/wait" });
      // The stream ends with its connection.
      stream.on("error", () => {});
    }
    // Answered after the others, since it is on the same connection.
    const last = session.request({ ":path": "/pages" });
    await once(last, "response");
  }
  const pages = Number((await get(envoy, "/pages")).header("x-pages"));
  assert.ok(
    pages <= 16,
    `${pages} pages with ${CONNECTIONS * STREAMS} streams`,
  );
});

test("memory for a text built character by character in Envoy is that of a few texts", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(FILTER) }]);
  const answer = await get(envoy, "/text");
  assert.equal(answer.text, "abcdefghij".repeat(3_300));
  const pages = Number(answer.header("x-pages"));
  assert.ok(pages <= 32, `${pages} pages`);
});

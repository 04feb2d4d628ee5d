import assert from "node:assert/strict";
import { test } from "node:test";
import { startScripted } from "./http-script.ts";

test("HeaderMap.byteSize is the size of all names and values", async (t) => {
  const { run } = await startScripted(t);
  const { did } = await run(
    "requestHeaders/header.sums requestHeaders/header.byteSize responseHeaders/header.sums responseHeaders/header.byteSize responseHeaders/request.byteSize log/response.byteSize",
  );
  assert.equal(did[0], did[1]);
  assert.equal(did[2], did[3]);
  assert.ok(Number(did[3]) > 0);
  // Neither headers that are gone nor read-only ones.
  assert.deepEqual(did.slice(4), ["0", "0"]);
});

test("HeaderMap.replaceAll accepts 1,024 entries, and HeaderList.append refuses more and larger ones", async (t) => {
  const { run } = await startScripted(t);
  const { did } = await run("responseHeaders/header.fill/1100");
  assert.deepEqual(did, ["1024 in, 77 and 2 refused, 0, 1024 there"]);
});

test("HeaderMap.replaceAll of 1,025 entries, sent to the host directly, erases all", async (t) => {
  const { run } = await startScripted(t);
  const { did, response } = await run(
    "responseHeaders/header.rawTooMany responseHeaders/header.size",
  );
  assert.deepEqual(did, ["0", "0"]);
  assert.equal(response?.status, 502);
});

test("HeaderMap.set refuses a NUL that the host itself would accept and write", async (t) => {
  const { run } = await startScripted(t);
  const { did, response } = await run("responseHeaders/header.rawNul");
  assert.deepEqual(did, ["0"]);
  // Node's client does not accept such a response.
  assert.equal(response, undefined);
});

test("HeaderMap.getAll, HeaderMap.append and HeaderMap.set keep several values and empty ones", async (t) => {
  const { run } = await startScripted(t);
  const { did, upstream, response } = await run(
    "requestHeaders/header.getAll/x-many requestHeaders/header.get/x-many requestHeaders/header.get/x-empty requestHeaders/header.append/x-many/ responseHeaders/header.append/x-r/1 responseHeaders/header.append/x-r/ responseHeaders/header.set/x-e/",
    {
      headers: [
        ["x-many", "1"],
        ["x-many", "2"],
        ["x-empty", ""],
      ],
    },
  );
  assert.deepEqual(did, ["1|2", "[1]", "[]", "0", "0", "0", "0"]);
  const many = upstream?.headers.filter(([name]) => name === "x-many");
  assert.deepEqual(many, [
    ["x-many", "1"],
    ["x-many", "2"],
    ["x-many", ""],
  ]);
  assert.deepEqual(response?.headerAll("x-r"), ["1", ""]);
  assert.deepEqual(response?.headerAll("x-e"), [""]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError } from "../../../cli/registry/registry-error.ts";
import { retrying } from "../../../cli/registry/retrying.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { startScript } from "../../registry/scripted-registry.ts";
import { sampleImage } from "../oci/sample-image.ts";

const { bytes } = (await sampleImage()).manifest;

const passing = (retryAfterMs?: number) =>
  new RegistryError("SERVER_FAILED", "It failed.", {
    isPassing: true,
    retryAfterMs,
  });

test("retrying waits no longer once what it is for has ended", async () => {
  const ending = new AbortController();
  let count = 0;
  const action = () => {
    count++;
    return Promise.reject(passing(59_000));
  };
  const onRetry = () => ending.abort();
  const { signal } = ending;
  await assert.rejects(retrying(action, { onRetry, signal }), {
    message: "It failed.",
  });
  assert.equal(count, 1);
});

test("retrying waits twice as long each time, and gives up", async () => {
  const waits: number[] = [];
  let count = 0;
  const action = () => {
    count++;
    return Promise.reject(passing());
  };
  const onRetry = (_: Error, delay: number) => waits.push(delay);
  await assert.rejects(retrying(action, { delayMs: 2, attempts: 4, onRetry }), {
    message: "It failed.",
  });
  assert.equal(count, 4);
  assert.equal(waits.length, 3);
  waits.forEach((wait, index) => {
    const least = 2 * 2 ** index;
    assert.ok(wait >= least && wait <= least * 1.5, String(wait));
  });
});

test("retrying waits as long as the registry asks, but no more than a minute", async () => {
  const waits: number[] = [];
  const onRetry = (_: Error, delay: number) => waits.push(delay);
  const action = (attempt: number) =>
    attempt === 1 ? Promise.reject(passing(3)) : Promise.resolve("done");
  assert.equal(await retrying(action, { delayMs: 1, onRetry }), "done");
  assert.deepEqual(waits, [3]);
  let count = 0;
  const never = () => {
    count++;
    return Promise.reject(passing(61_000));
  };
  await assert.rejects(retrying(never));
  assert.equal(count, 1);
});

test("retrying fails at once for what does not pass", async () => {
  let count = 0;
  for (const error of [new Error("no"), new RegistryError("FORBIDDEN", "no")]) {
    await assert.rejects(
      retrying(() => {
        count++;
        return Promise.reject(error);
      }),
    );
  }
  assert.equal(count, 2);
});

test("a registry that is busy or fails is asked again", async (t) => {
  const answers = [
    { status: 429, headers: { "retry-after": "0" } },
    { status: 503 },
    undefined,
    { body: bytes },
  ];
  const { host, seen } = await startScript(t, (_, count) => answers[count - 1]);
  await sampleStore(t, host).manifest("v1");
  assert.equal(seen.length, 4);
});

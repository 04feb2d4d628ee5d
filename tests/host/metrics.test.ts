import assert from "node:assert/strict";
import { test } from "node:test";
import { COUNTER, Metrics } from "../../host/shared/metrics.ts";

test("Metrics.value finds a metric by labels that are escaped or cut", () => {
  const metrics = new Metrics();
  const read = (written: string, value: string) => {
    metrics.set(COUNTER, `v=.=${written};.;c`, 1n);
    return metrics.value("c", { v: value });
  };
  assert.equal(read("/a", "/a"), 1n);
  assert.equal(read("a%3Bb%3D%25%0A.c%2E", "a;b=%\n.c."), 1n);
  assert.equal(read("b".repeat(128), "b".repeat(300)), 1n);
  assert.equal(read("c".repeat(127), `${"c".repeat(127)}\u{1f600}`), 1n);
  assert.equal(metrics.value("c", { v: "d" }), undefined);
});

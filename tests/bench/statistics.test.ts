import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile, spread } from "../../bench/statistics.ts";

test("spread gives the middle one of an odd number", () => {
  assert.deepEqual(spread([10, 9, 100]), { median: 10, min: 9, max: 100 });
});

test("spread gives the mean of the middle two of an even number", () => {
  assert.deepEqual(spread([4, 1, 2, 10]), { median: 3, min: 1, max: 10 });
});

test("quantile gives the number that a part is not above", () => {
  const values = [5, 1, 4, 2, 3];
  assert.equal(quantile(values, 0.2), 1);
  assert.equal(quantile(values, 0.21), 2);
  assert.equal(quantile(values, 1), 5);
});

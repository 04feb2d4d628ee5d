import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile, spread } from "../../bench/statistics.ts";

test("spread returns the middle value of an odd number of values", () => {
  assert.deepEqual(spread([10, 9, 100]), {
    median: 10,
    min: 9,
    max: 100,
    low: 9,
    high: 100,
  });
});

test("spread returns the mean of the middle two of an even number of values", () => {
  assert.deepEqual(spread([4, 1, 2, 10]), {
    median: 3,
    min: 1,
    max: 10,
    low: 1,
    high: 4,
  });
});

test("quantile returns the number that a given part does not exceed", () => {
  const values = [5, 1, 4, 2, 3];
  assert.equal(quantile(values, 0.2), 1);
  assert.equal(quantile(values, 0.21), 2);
  assert.equal(quantile(values, 1), 5);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { COUNTED, countRequests } from "../../bench/counts.ts";

const RECORDED = JSON.parse(
  readFileSync(new URL("../../bench/counts.json", import.meta.url), "utf8"),
) as Record<string, unknown>;

test("bench/counts.json lists the counted filters", () => {
  assert.deepEqual(Object.keys(RECORDED), COUNTED);
});

for (const filter of COUNTED) {
  test(`a request costs the filter ${filter} what bench/counts.json says (npm run bench:counts)`, async () => {
    assert.deepEqual(await countRequests(filter), RECORDED[filter]);
  });
}

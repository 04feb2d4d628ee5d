import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  changeTable,
  countFigures,
  recordedBefore,
} from "../../bench/changes.ts";
import { COUNTED, countRequests, type Counts } from "../../bench/counts.ts";
import { showChanges } from "./show-changes.ts";

const FILE = "bench/counts.json";

const RECORDED = JSON.parse(
  readFileSync(new URL(`../../${FILE}`, import.meta.url), "utf8"),
) as Record<string, Counts>;

test("bench/counts.json lists the counted filters; what a change did to it is shown", (t) => {
  assert.deepEqual(Object.keys(RECORDED), COUNTED);
  const before = recordedBefore<Record<string, Counts>>(FILE);
  showChanges(t, before && countFigures(before), countFigures(RECORDED));
});

for (const filter of COUNTED) {
  test(`a request costs the filter ${filter} what bench/counts.json says (npm run bench:counts)`, async () => {
    assert.deepEqual(await countRequests(filter), RECORDED[filter]);
  });
}

test("changeTable has the figures that differ", () => {
  const table = changeTable({ a: 4, b: 1, gone: 2 }, { a: 3, b: 1, new: 5 });
  assert.deepEqual(table.slice(1), [
    ["a", "4", "3", "-1", "-25.0 %"],
    ["gone", "2", "0", "-2", "-100.0 %"],
    ["new", "0", "5", "+5", "new"],
  ]);
});

test("countFigures names each figure by its filter", () => {
  const hostCalls = { proxy_log: 2 };
  assert.deepEqual(
    countFigures({ log: { callbacks: 1, hostCalls, allocations: 3 } }),
    { "log: callbacks": 1, "log: proxy_log": 2, "log: allocations": 3 },
  );
});

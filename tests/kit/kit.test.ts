import assert from "node:assert/strict";
import { test } from "node:test";
import { runCases } from "./run-cases.ts";
import { SUBJECTS } from "./subjects.ts";

// The long run is "npm run test:kit".
const CASES = 500;

for (const subject of SUBJECTS) {
  test(`${subject.name} takes ${CASES} inputs at random without a trap or a difference`, async () => {
    const { faults, taken } = await runCases(subject, 24, CASES);
    assert.deepEqual(faults, []);
    assert.ok(taken > 0, "all inputs were refused");
  });
}

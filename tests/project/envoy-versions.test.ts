import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  ENVOY_VERSIONS,
  isOlder,
} from "../../scripts/project/envoy-versions.ts";
import { SCENARIOS } from "../conformance/scenarios.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

const page = readFileSync(join(ROOT, "docs/envoy-versions.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split("|").slice(1, -1))
  .map((cells) => cells.map((cell) => cell.trim()))
  .filter(([first]) => !/^-+$/.test(first));

test("docs/envoy-versions.md lists each Envoy of the matrix, and how many scenarios differ", () => {
  const expected = ENVOY_VERSIONS.map((version) => {
    const differing = SCENARIOS.filter(
      ({ since }) => since !== undefined && isOlder(version, since.envoy),
    );
    const { length } = differing;
    return [version, length === 0 ? "all" : `all but ${length}`];
  });
  const head = ["Envoy", "scenarios that agree"];
  assert.deepEqual(
    rows.filter(({ length }) => length === 2),
    [head, ...expected],
  );
});

test("docs/envoy-versions.md lists each scenario that older Envoys fail, and why", () => {
  const expected = SCENARIOS.flatMap(({ name, since }) =>
    since === undefined ? [] : [[name, since.envoy, since.before]],
  );
  const head = ["scenario", "since", "before"];
  assert.deepEqual(
    rows.filter(({ length }) => length === 3),
    [head, ...expected],
  );
});

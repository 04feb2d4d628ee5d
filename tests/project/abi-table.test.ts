import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { format, resolveConfig } from "prettier";
import { EXCUSES } from "../../scripts/abi/excuses.ts";
import { renderAbiTable } from "../../scripts/abi/render.ts";
import { readAbiTable } from "../../scripts/abi/table.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

const table = readAbiTable();
const rows = [...table.functions, ...table.callbacks];

test("docs/abi.md is what npm run docs:abi writes", async () => {
  const path = join(ROOT, "docs/abi.md");
  const options = await resolveConfig(path);
  const text = renderAbiTable(table);
  assert.equal(
    readFileSync(path, "utf8"),
    await format(text, { ...options, filepath: path }),
  );
});

test("every function of the ABI is tested in as-pect and in Envoy, or has an excuse", () => {
  const untested = rows
    .filter(({ unit, envoy }) => unit.length === 0 || envoy.length === 0)
    .filter(({ excuse }) => excuse === undefined)
    .map(({ name, unit, envoy }) => ({
      name,
      unit: unit.length,
      envoy: envoy.length,
    }));
  assert.deepEqual(untested, []);
});

test("every excuse is needed", () => {
  const needed = rows.filter(
    ({ unit, envoy }) => unit.length === 0 || envoy.length === 0,
  );
  const names = new Set(needed.map(({ name }) => name.replace(/ .*/, "")));
  const unneeded = Object.keys(EXCUSES).filter((name) => !names.has(name));
  assert.deepEqual(unneeded, []);
});

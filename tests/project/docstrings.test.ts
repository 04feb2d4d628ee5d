import assert from "node:assert/strict";
import { test } from "node:test";
import { readPublicSymbols } from "./doc-blocks.ts";

test("each class, function and enum that index.ts exports shows how it is used", () => {
  const symbols = readPublicSymbols();
  assert.ok(symbols.length > 50);
  const missing = symbols
    .filter(({ hasExample }) => !hasExample)
    .map(({ origin, name }) => `${origin}: ${name}`);
  assert.deepEqual(missing, []);
});

test("each public member of what index.ts exports has a docstring", () => {
  const missing = readPublicSymbols().flatMap(
    ({ undocumented }) => undocumented,
  );
  assert.deepEqual(missing, []);
});

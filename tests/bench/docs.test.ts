import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { format } from "prettier";
import { pageWith } from "../../bench/docs.ts";
import { linePlotOf } from "../../bench/line-plot.ts";
import { plotOf } from "../../bench/plot.ts";
import { noResults, type Results } from "../../bench/results.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

const RESULTS = JSON.parse(read("bench/results.json")) as Results;

for (const path of ["docs/performance.md", "README.md"]) {
  test(`${path} has the tables of bench/results.json (npm run bench:docs)`, async () => {
    const page = read(path);
    const updated = pageWith(page, RESULTS);
    assert.equal(page, await format(updated, { parser: "markdown" }));
  });
}

test("docs/performance.svg is the plot of bench/results.json", () => {
  assert.equal(read("docs/performance.svg"), plotOf(RESULTS));
});

test("docs/performance-growth.svg is the plot of bench/results.json", () => {
  assert.equal(read("docs/performance-growth.svg"), linePlotOf(RESULTS));
});

test("pageWith replaces only what is between markers", () => {
  const page = "a\n<!-- bench: command -->\nold\n<!-- /bench -->\nb\n";
  assert.equal(
    pageWith(page, noResults("m", "npm run bench")),
    "a\n<!-- bench: command -->\n\n`npm run bench`\n\n<!-- /bench -->\nb\n",
  );
});

test("pageWith throws for an unknown name", () => {
  const page = "<!-- bench: other -->\n<!-- /bench -->\n";
  assert.throws(() => pageWith(page, noResults("", "")), {
    message: "No results are called other.",
  });
});

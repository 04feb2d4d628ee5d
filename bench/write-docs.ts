/**
 * `npm run bench:docs`: writes the tables of docs/performance.md and README.md, and the
 * plots, from bench/results.json, the output of `npm run bench -- --output
 * bench/results.json`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageRoot } from "../cli/base/package-root.ts";
import { pageWith } from "./docs.ts";
import { linePlotOf } from "./line-plot.ts";
import { plotOf } from "./plot.ts";
import type { Results } from "./results.ts";

const file = (path: string) => join(packageRoot(), path);
const read = (path: string) => readFileSync(file(path), "utf8");

const results = JSON.parse(read("bench/results.json")) as Results;
for (const path of ["docs/performance.md", "README.md"]) {
  const page = pageWith(read(path), results);
  writeFileSync(file(path), await format(page, { parser: "markdown" }));
}
writeFileSync(file("docs/performance.svg"), plotOf(results));
writeFileSync(file("docs/performance-growth.svg"), linePlotOf(results));
console.log("Wrote docs/performance.md, README.md and the plots in docs.");

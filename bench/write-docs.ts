/**
 * `npm run bench:docs`: writes the tables of docs/performance.md and README.md, and the
 * plot, from bench/results.json, the output of `npm run bench -- --output
 * bench/results.json`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageRoot } from "../cli/base/package-root.ts";
import { pageWith } from "./docs.ts";
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
console.log("Wrote docs/performance.md, README.md and docs/performance.svg.");

/**
 * `npm run bench:docs`: writes the tables of docs/performance.md, and the plot
 * beside it, from bench/results.json, which
 * `npm run bench -- --output bench/results.json` has written.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { projectRoot } from "../cli/envoy/project-root.ts";
import { pageWith } from "./docs.ts";
import { plotOf } from "./plot.ts";
import type { Results } from "./results.ts";

const file = (path: string) => join(projectRoot(), path);
const read = (path: string) => readFileSync(file(path), "utf8");

const results = JSON.parse(read("bench/results.json")) as Results;
const page = pageWith(read("docs/performance.md"), results);
writeFileSync(
  file("docs/performance.md"),
  await format(page, { parser: "markdown" }),
);
writeFileSync(file("docs/performance.svg"), plotOf(results));
console.log("Wrote docs/performance.md and docs/performance.svg.");

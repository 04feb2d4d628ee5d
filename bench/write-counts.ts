/**
 * `npm run bench:counts`: writes what the bench's filters do for a request to
 * `bench/counts.json`; a test compares it.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageRoot } from "../cli/base/package-root.ts";
import { COUNTED, countRequests, type Counts } from "./counts.ts";

const counts: Record<string, Counts> = {};
for (const filter of COUNTED) counts[filter] = await countRequests(filter);
const file = join(packageRoot(), "bench/counts.json");
const text = await format(JSON.stringify(counts), { parser: "json" });
writeFileSync(file, text);
console.log(`Wrote bench/counts.json, ${COUNTED.length} filters.`);

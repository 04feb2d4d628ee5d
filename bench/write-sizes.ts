/**
 * `npm run bench:sizes`: writes the size of each example's release module, without
 * custom sections, to `bench/sizes.json`; a test compares it. Run `npm run asbuild --
 * release` first.
 */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageRoot } from "../cli/base/package-root.ts";
import { moduleSize } from "./module-size.ts";

const examples = join(packageRoot(), "examples");
const sizes: Record<string, number> = {};
for (const name of readdirSync(examples).toSorted()) {
  const file = join(examples, name, "build/release.wasm");
  if (existsSync(file)) sizes[name] = moduleSize(file).code;
}
const text = await format(JSON.stringify(sizes), { parser: "json" });
writeFileSync(join(packageRoot(), "bench/sizes.json"), text);
console.log(`Wrote bench/sizes.json, ${Object.keys(sizes).length} examples.`);

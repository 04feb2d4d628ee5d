/**
 * Compares what a module makes of JSON documents with `JSON.parse`, for as many as are
 * wanted, half of them by each set of instructions.
 *
 *     npm run test:json -- --seed 1 --cases 10000000
 */
import { parseArgs } from "node:util";
import { randomDocuments } from "./json-cases.ts";
import { differenceOf } from "./json-differences.ts";
import { JsonModule } from "./json-module.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "1000000" },
  },
});
const SHOWN = 10;

const modules = [
  await JsonModule.load("scalar"),
  await JsonModule.load("simd"),
];
const cases = Number(values.cases);
let compared = 0;
let different = 0;
let valid = 0;
for (const document of randomDocuments(Number(values.seed))) {
  if (compared === cases) break;
  const json = modules[compared % 2];
  compared++;
  const places = modules.map((each) => each.faultAt(document));
  if (places[0] === -1) valid++;
  const difference =
    places[0] === places[1]
      ? differenceOf(json, document)
      : `the faults are at ${places.join(" and ")}`;
  if (difference === undefined || different++ >= SHOWN) continue;
  console.log(`${Buffer.from(document).toString("latin1")}: ${difference}`);
}
const memory = modules.map((json) => json.memorySize / 1024).join(" and ");
console.log(
  `${compared} documents compared, ${valid} of them JSON, ${different} differ; ${memory} KiB of memory`,
);
process.exitCode = different > 0 ? 1 : 0;

/** Compares what a module reads with `JSON.parse`, for as many numbers as are wanted. */
import { parseArgs } from "node:util";
import { HARD_NUMBERS, randomNumbers } from "./number-cases.ts";
import { NumberModule } from "./number-module.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "5000000" },
  },
});
const SHOWN = 10;

const numbers = await NumberModule.load();
let different = 0;
let compared = 0;
const compare = (text: string) => {
  compared++;
  const expected = JSON.parse(text) as number;
  const found = numbers.decimal(text);
  const printed = numbers.print(expected);
  const isSame =
    Object.is(found, expected) &&
    Object.is(numbers.json(text), expected) &&
    numbers.float(printed) === expected;
  if (isSame || different++ >= SHOWN) return;
  console.log(`${text} is ${expected}: read ${found}, printed ${printed}`);
};
for (const text of HARD_NUMBERS) compare(text);
for (const text of randomNumbers(Number(values.seed), Number(values.cases))) {
  compare(text);
}
console.log(`${compared} numbers compared, ${different} differ`);
process.exitCode = different > 0 ? 1 : 0;

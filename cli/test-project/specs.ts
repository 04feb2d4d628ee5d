/**
 * The program with which `test` runs as-pect. It is a separate process, since as-pect
 * ends the process it runs in.
 */
import { askedTests, TEST_NAME_VARIABLE } from "../../host/spec/asked-tests.ts";
import { runSpecs } from "../../host/spec/run-specs.ts";

const name = process.env[TEST_NAME_VARIABLE];
process.once("exit", () => {
  if (name && askedTests() === 0) console.log(`\nNo spec matches "${name}".`);
});

try {
  await runSpecs(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * The program with which `test` runs as-pect. It is a separate process, since as-pect
 * ends the process it runs in.
 */
import { runSpecs } from "../../host/spec/run-specs.ts";

try {
  await runSpecs(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

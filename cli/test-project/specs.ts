/**
 * The program by which `test` runs as-pect: a process of its own, since as-pect
 * ends the one that it runs in.
 */
import { runSpecs } from "../../host/spec/run-specs.ts";

try {
  await runSpecs(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

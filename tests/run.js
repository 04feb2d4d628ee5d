// @ts-check
/**
 * Runs files of tests, as many at a time as there are processors, with compilers that
 * they share:
 *
 *     node tests/run.js tests/host/*.test.ts
 */
import { availableParallelism } from "node:os";
import { runWithCompilers } from "./compile-server.js";

process.exitCode = await runWithCompilers(process.execPath, [
  ...["--import", import.meta.resolve("./loader.js"), "--test"],
  // Node's own runner leaves a processor to itself, which is half of a small machine.
  `--test-concurrency=${availableParallelism()}`,
  ...process.argv.slice(2),
]);

// @ts-check
/**
 * Runs a command, and all the tests that it runs, with compilers that they share:
 *
 *     node tests/with-compilers.js npm run test:examples
 */
import { runWithCompilers } from "./compile-server.js";

const [command, ...args] = process.argv.slice(2);
process.exitCode = await runWithCompilers(command, args);

// @ts-check
/**
 * Runs the unit tests; beside as-pect's own options it takes none.
 *
 * as-pect's command `asp` would do, but for a transform that is not in the
 * project's root folder: the compiler finds it only when the path of its
 * configuration is absolute.
 */
import { fileURLToPath } from "node:url";
import { asp } from "@as-pect/cli";

const path = (/** @type {string} */ relative) =>
  fileURLToPath(new URL(relative, import.meta.url));

process.chdir(path("../.."));
await asp([
  ...process.argv.slice(0, 2),
  "--config",
  "tests/unit/as-pect.config.js",
  "--as-config",
  path("as-pect.asconfig.json"),
  ...process.argv.slice(2),
]);

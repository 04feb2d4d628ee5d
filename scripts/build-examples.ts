/**
 * Compiles all examples, as `npm run asbuild` does in each, in one process of the
 * compiler: for release and debug, or for the targets that are named.
 *
 *     tsx scripts/build-examples.ts release
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runAsc } from "../tests/compile.ts";
import { ROOT } from "../tests/project/project-files.ts";

const named = process.argv.slice(2);
const targets = named.length > 0 ? named : ["release", "debug"];

for (const example of readdirSync(join(ROOT, "examples"))) {
  const folder = join(ROOT, "examples", example);
  for (const target of targets) {
    const args = ["--baseDir", folder, "--target", target];
    const { failed, stderr } = await runAsc(args);
    if (failed) {
      console.error(`Cannot build examples/${example}: ${stderr}`);
      process.exitCode = 1;
    }
  }
}

/** Spares the tests to compile the examples, which `npm run asbuild` has built for release. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/project/project-files.ts";
import { keepBuild } from "../compile.ts";

for (const name of readdirSync(join(ROOT, "examples"))) {
  const example = `examples/${name}`;
  await keepBuild(
    `${example}/assembly/index.ts`,
    `${example}/build/release.wasm`,
  );
}

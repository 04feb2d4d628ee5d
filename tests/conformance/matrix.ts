/** Runs the scenarios on each minor of Envoy and reports the results. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findEnvoy } from "../../cli/envoy/find-envoy.ts";
import { ENVOY_VERSIONS } from "../../scripts/project/envoy-versions.ts";

const TEST = fileURLToPath(new URL("conformance.test.ts", import.meta.url));
const ARGUMENTS = ["--import", "tsx", "--test", "--test-reporter=tap", TEST];

for (const version of ENVOY_VERSIONS) {
  const ENVOY = await findEnvoy({ version, onProgress: console.log });
  const { status, stdout } = spawnSync(process.execPath, ARGUMENTS, {
    env: { ...process.env, ENVOY },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const count = (line: RegExp) => stdout.match(line)?.length ?? 0;
  const older = count(/^ +ok .*: not before /gm);
  const passed = count(/^ +ok /gm) - older;
  console.log(
    `Envoy ${version}: ${passed} agree, ${older} differ as they must`,
  );
  if (status === 0) continue;
  console.log(stdout);
  process.exitCode = 1;
}

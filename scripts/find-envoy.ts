/** Finds or installs the Envoys for the tests, before any test needs one. */
import { EnvoyError } from "../cli/envoy/envoy-error.ts";
import { findEnvoy } from "../cli/envoy/find-envoy.ts";
import { ENVOY_VERSIONS } from "./project/envoy-versions.ts";

try {
  const envoy = await findEnvoy({ onProgress: console.log });
  console.log(`Envoy: ${envoy}`);
  await findEnvoy({ version: ENVOY_VERSIONS[0], onProgress: console.log });
} catch (error) {
  if (!(error instanceof EnvoyError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

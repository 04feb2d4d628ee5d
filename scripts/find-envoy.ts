/** Finds the Envoy of the tests, or installs one, before any test needs it. */
import { EnvoyError } from "../cli/envoy/envoy-error.ts";
import { findEnvoy } from "../cli/envoy/find-envoy.ts";

try {
  const envoy = await findEnvoy({ onProgress: console.log });
  console.log(`Envoy: ${envoy}`);
} catch (error) {
  if (!(error instanceof EnvoyError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

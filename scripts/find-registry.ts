/** Finds or downloads the registry for the tests, before any test needs it. */
import { findRegistry } from "../tests/registry/find-registry.ts";

try {
  console.log(`docker-registry: ${await findRegistry(console.log)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

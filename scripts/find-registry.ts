/** Finds or downloads the registry for the tests, before any test needs it. */
import { installRegistry } from "../tests/registry/find-registry.ts";

try {
  console.log(`docker-registry: ${await installRegistry(console.log)}`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.log(
    `docker-registry: none (${reason}). The tests use a registry of their own, which shows less; to use the real one, install it or set DOCKER_REGISTRY to its path.`,
  );
}

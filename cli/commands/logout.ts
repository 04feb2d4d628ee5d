import { Command } from "commander";
import { DOCKER_HUB } from "../oci/reference.ts";
import { registryArgument } from "../images/parse-arguments.ts";

/** `proxy-wasm logout`: forgets a registry. */
export function logoutCommand(): Command {
  return new Command("logout")
    .summary("forget the password for a registry")
    .description(
      "Forget a registry, in Docker's config.json or with the helper that it names.",
    )
    .argument("[registry]", "HOST[:PORT]", registryArgument, DOCKER_HUB)
    .addHelpText("after", "\nExample: proxy-wasm logout ghcr.io")
    .action(async (registry: string) => {
      const { logout } = await import("../images/login.ts");
      await logout(registry);
    });
}

import { Command } from "commander";
import type { LoginOptions } from "../images/login.ts";
import { DOCKER_HUB } from "../oci/reference.ts";
import * as add from "../images/options.ts";
import { registryArgument } from "../images/parse-arguments.ts";

/** `proxy-wasm login`: keeps a password for a registry. */
export function loginCommand(): Command {
  const command = new Command("login")
    .summary("keep a password for a registry")
    .description(
      "Check a name and a password or token with a registry, and keep them in Docker's config.json or with the helper that it names.",
    )
    .argument("[registry]", "HOST[:PORT]", registryArgument, DOCKER_HUB)
    .option("-u, --username <name>", "the name of the user")
    .option("--password-stdin", "read the password from standard input");
  add.addRegistryOptions(command);
  return command
    .addHelpText(
      "after",
      "\nExample: echo $TOKEN | proxy-wasm login ghcr.io -u me --password-stdin",
    )
    .action(async (registry: string, options: LoginOptions) => {
      const { login } = await import("../images/login.ts");
      await login(registry, options);
    });
}

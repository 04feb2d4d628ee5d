import { Command } from "commander";
import type { TagsOptions } from "../images/list-tags.ts";
import * as add from "../images/options.ts";
import { repositoryArgument } from "../images/parse-arguments.ts";
import type { Repository } from "../oci/reference.ts";

/** `proxy-wasm tags`: lists the tags in a registry. */
export function tagsCommand(): Command {
  const command = new Command("tags")
    .summary("list the tags of an image in its registry")
    .description(
      "List the tags that an image has in its registry, sorted, a line each.",
    )
    .argument("<repository>", "[HOST/]NAME", repositoryArgument);
  add.addRegistryOptions(command);
  add.addJsonOption(command);
  return command
    .addHelpText("after", "\nExample: proxy-wasm tags ghcr.io/me/add-header")
    .action(async (repository: Repository, options: TagsOptions) => {
      const { listTags } = await import("../images/list-tags.ts");
      await listTags(repository, options);
    });
}

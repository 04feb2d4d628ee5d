import { Command } from "commander";
import type { ReadOptions } from "../images/open-images.ts";
import * as add from "../images/options.ts";
import { imageArgument } from "../images/parse-arguments.ts";
import type { Reference } from "../oci/reference.ts";

/** `proxy-wasm resolve`: prints the digest that a tag means. */
export function resolveCommand(): Command {
  const command = new Command("resolve")
    .summary("print the digest that a tag means")
    .description(
      "Print the name of an image with the digest that its tag has now. A later push moves the tag, and never the digest.",
    )
    .argument("<image>", "[HOST/]NAME[:TAG]", imageArgument);
  add.addOfflineOption(command);
  add.addRegistryOptions(command);
  add.addStoreOption(command);
  add.addJsonOption(command);
  return command
    .addHelpText(
      "after",
      "\nExample: proxy-wasm resolve ghcr.io/me/add-header:v1",
    )
    .action(async (image: Reference, options: ReadOptions & add.JsonOption) => {
      const { resolveImage } = await import("../images/resolve-image.ts");
      await resolveImage(image, options);
    });
}

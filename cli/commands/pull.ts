import { Command } from "commander";
import type { PullOptions } from "../images/pull-image.ts";
import type { Reference } from "../oci/reference.ts";
import * as add from "../images/options.ts";
import { imageArgument } from "../images/parse-arguments.ts";

/** `proxy-wasm pull`: fetches an image, and its module. */
export function pullCommand(): Command {
  const command = new Command("pull")
    .summary("fetch an image, and its module")
    .description(
      "Fetch an image to the local ones, in any form that proxies load, and write its module to a file.",
    )
    .argument("<image>", "[HOST/]NAME[:TAG][@DIGEST]", imageArgument)
    .option(
      "-o, --output <file>",
      "write the module to this file, or to stdout for -",
    );
  add.addOfflineOption(command);
  add.addRegistryOptions(command);
  add.addStoreOption(command);
  add.addJsonOption(command);
  return command
    .addHelpText(
      "after",
      "\nExample: proxy-wasm pull ghcr.io/me/add-header:v1 -o plugin.wasm",
    )
    .action(async (image: Reference, options: PullOptions) => {
      const { pullImage } = await import("../images/pull-image.ts");
      await pullImage(image, options);
    });
}

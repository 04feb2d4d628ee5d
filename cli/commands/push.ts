import { Command } from "commander";
import type { PushOptions } from "../images/push-image.ts";
import * as add from "../images/options.ts";
import {
  type TaggedReference,
  tagArgument,
} from "../images/parse-arguments.ts";

/** `proxy-wasm push`: sends an image to its registry. */
export function pushCommand(): Command {
  const command = new Command("push")
    .summary("send an image to its registry")
    .description(
      "Send a local image to its registry. With --file, make it first, as pack does. A module that proxies refuse stays here.",
    )
    .argument("<image>", "[HOST/]NAME[:TAG]", tagArgument)
    .option("-f, --file <file>", "make the image of this module first")
    .option(
      "--sbom <file>",
      "attach this bill of materials, CycloneDX or SPDX in JSON",
    )
    .option(
      "--sign <key>",
      "sign it with this private key, in PEM or as cosign makes it (its password: $COSIGN_PASSWORD)",
    )
    .option("--force", "push a module that proxies refuse, too");
  add.addRegistryOptions(command);
  add.addPackOptions(command);
  add.addStoreOption(command);
  add.addJsonOption(command);
  return command
    .addHelpText(
      "after",
      "\nExample: proxy-wasm push ghcr.io/me/add-header:v1 -f build/release.wasm",
    )
    .action(async (image: TaggedReference, options: PushOptions) => {
      const { pushImage } = await import("../images/push-image.ts");
      await pushImage(image, options);
    });
}

import { Command } from "commander";
import type { CopyImageOptions } from "../images/copy-between.ts";
import type { Reference } from "../oci/reference.ts";
import * as add from "../images/options.ts";
import {
  type TaggedReference,
  imageArgument,
  tagArgument,
} from "../images/parse-arguments.ts";

/** `proxy-wasm copy`: copies an image between registries. */
export function copyCommand(): Command {
  const command = new Command("copy")
    .summary("copy an image between registries")
    .description(
      "Copy an image between registries, or inside one, without the local images. Its digest stays, and what is attached to it, such as signatures, is copied too.",
    )
    .argument("<image>", "[HOST/]NAME[:TAG][@DIGEST]", imageArgument)
    .argument("<target>", "[HOST/]NAME[:TAG]", tagArgument)
    .option("--image-only", "leave what is attached to the image")
    .option("--from-plain-http", "the first registry alone has no TLS")
    .option("--to-plain-http", "the second registry alone has no TLS");
  add.addRegistryOptions(command);
  add.addJsonOption(command);
  return command
    .addHelpText(
      "after",
      "\nExample: proxy-wasm copy ghcr.io/me/add-header:v1 registry.example/a:v1",
    )
    .action(
      async (
        image: Reference,
        target: TaggedReference,
        options: CopyImageOptions,
      ) => {
        const { copyBetween } = await import("../images/copy-between.ts");
        await copyBetween(image, target, options);
      },
    );
}

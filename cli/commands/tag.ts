import { Command } from "commander";
import type { Reference } from "../oci/reference.ts";
import * as add from "../images/options.ts";
import {
  type TaggedReference,
  imageArgument,
  tagArgument,
} from "../images/parse-arguments.ts";

/** `proxy-wasm tag`: gives a local image another name. */
export function tagCommand(): Command {
  const command = new Command("tag")
    .summary("give a local image another name")
    .description(
      "Give a local image another name, which may be of another registry.",
    )
    .argument("<image>", "[HOST/]NAME[:TAG][@DIGEST]", imageArgument)
    .argument("<name>", "[HOST/]NAME[:TAG]", tagArgument);
  add.addStoreOption(command);
  return command
    .addHelpText(
      "after",
      "\nExample: proxy-wasm tag add-header:v1 ghcr.io/me/add-header:v1",
    )
    .action(
      async (
        image: Reference,
        name: TaggedReference,
        options: add.StoreOptions,
      ) => {
        const { tagImage } = await import("../images/tag-image.ts");
        await tagImage(image, name, options);
      },
    );
}

import { Command } from "commander";
import * as add from "../images/options.ts";
import { imageArguments } from "../images/parse-arguments.ts";
import type { Reference } from "../oci/reference.ts";

/** `proxy-wasm rm`: removes local images. */
export function rmCommand(): Command {
  const command = new Command("rm")
    .summary("remove local images")
    .description(
      "Remove names of local images, and what only these images need. A digest stands for all tags of the repository that have it. Registries keep their images.",
    )
    .argument("<image...>", "[HOST/]NAME[:TAG][@DIGEST]", imageArguments);
  add.addStoreOption(command);
  add.addJsonOption(command);
  return command
    .addHelpText("after", "\nExample: proxy-wasm rm ghcr.io/me/add-header:v1")
    .action(
      async (
        images: Reference[],
        options: add.StoreOptions & add.JsonOption,
      ) => {
        const { removeImages } = await import("../images/remove-images.ts");
        await removeImages(images, options);
      },
    );
}

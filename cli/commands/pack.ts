import { Command } from "commander";
import * as add from "../images/options.ts";
import {
  type TaggedReference,
  tagArgument,
} from "../images/parse-arguments.ts";

/** `proxy-wasm pack`: makes an image of a module, among the local ones. */
export function packCommand(): Command {
  const command = new Command("pack")
    .summary("make an image of a module")
    .description(
      "Make an image of a module, as registries and proxies take it, and keep it among the local images. The same input has the same digest.",
    )
    .argument("<file>", "the module, such as build/release.wasm")
    .argument("<image>", "[HOST/]NAME[:TAG]", tagArgument);
  add.addPackOptions(command);
  add.addStoreOption(command);
  add.addJsonOption(command);
  return command
    .addHelpText(
      "after",
      "\nExample: proxy-wasm pack build/release.wasm ghcr.io/me/add-header:v1",
    )
    .action(
      async (
        file: string,
        image: TaggedReference,
        options: add.PackOptions & add.StoreOptions & add.JsonOption,
      ) => {
        const { packModule } = await import("../images/pack-module.ts");
        await packModule(file, image, options);
      },
    );
}

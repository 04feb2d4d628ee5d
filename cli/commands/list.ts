import { Command } from "commander";
import * as add from "../images/options.ts";

/** `proxy-wasm list`: lists the local images. */
export function listCommand(): Command {
  const command = new Command("list")
    .summary("list the local images")
    .description(
      "List the local images. FORM is how proxies load an image; DIGEST is the start of the one that WasmPlugin and others name.",
    );
  add.addStoreOption(command);
  add.addJsonOption(command);
  return command
    .addHelpText("after", "\nExample: proxy-wasm list --json")
    .action(async (options: add.StoreOptions & add.JsonOption) => {
      const { listImages } = await import("../images/list-images.ts");
      await listImages(options);
    });
}

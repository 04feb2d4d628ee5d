import { Command } from "commander";
import type { PruneOptions } from "../images/prune-images.ts";
import * as add from "../images/options.ts";

/** `proxy-wasm prune`: removes what no local image needs. */
export function pruneCommand(): Command {
  const command = new Command("prune")
    .summary("remove what no local image needs")
    .description(
      "Remove the parts of local images that no name refers to: of images whose tags have moved, of images pulled by digest, and of commands that were killed.",
    )
    .option("--dry-run", "print what would be removed, and keep it");
  add.addStoreOption(command);
  add.addJsonOption(command);
  return command
    .addHelpText("after", "\nExample: proxy-wasm prune --dry-run")
    .action(async (options: PruneOptions) => {
      const { pruneImages } = await import("../images/prune-images.ts");
      await pruneImages(options);
    });
}

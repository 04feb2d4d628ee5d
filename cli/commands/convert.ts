import { Command, Option } from "commander";
import { print, printError } from "../base/print.ts";
import { printable } from "../base/printable.ts";

/** The kinds that a FilterDeployment can become. */
const TARGETS = ["wasmplugin", "trafficextension", "envoyfilter"];

/** `proxy-wasm convert`: old resources become today's. */
export function convertCommand(): Command {
  return new Command("convert")
    .summary("turn wasme's and old Istio's resources into today's")
    .description(
      "Print today's resources for a YAML file of wasme's FilterDeployments and old EnvoyFilters, and note what has no counterpart.",
    )
    .argument("<file>", "the YAML file")
    .addOption(
      new Option("--to <kind>", "what a FilterDeployment becomes")
        .choices(TARGETS)
        .default("wasmplugin"),
    )
    .addHelpText(
      "after",
      "\nExample: proxy-wasm convert filter-deployment.yaml --to trafficextension",
    )
    .action(async (file: string, { to }: { to: string }) => {
      const { convert } = await import("../convert/convert.ts");
      const { readFileOf } = await import("../base/read-file-of.ts");
      const { renderManifest } =
        await import("../manifests/render-manifest.ts");
      const bytes = await readFileOf("the resources", file);
      const made = convert(bytes.toString(), file, to);
      for (const note of made.notes) printError(`Note: ${printable(note)}`);
      print(renderManifest(made));
    });
}

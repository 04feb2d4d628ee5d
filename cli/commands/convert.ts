import { Command, Option } from "commander";
import type { RegistryOptions } from "../images/options.ts";
import { print, printError } from "../base/print.ts";
import { printable } from "../base/printable.ts";

/** The kinds that a FilterDeployment can become. */
const TARGETS = ["wasmplugin", "trafficextension", "envoyfilter"];

interface Values extends RegistryOptions {
  to: string;
  readImages?: boolean;
}

/** `proxy-wasm convert`: old resources become today's. */
export function convertCommand(): Command {
  return new Command("convert")
    .summary("turn wasme's and old Istio's resources into today's")
    .description(
      "Print today's resources for a YAML file of wasme's FilterDeployments and old EnvoyFilters, and note what has no counterpart. Lists and several documents are read, as kubectl prints them.",
    )
    .argument("<file>", 'the YAML file, or "-" for standard input')
    .addOption(
      new Option("--to <kind>", "what a FilterDeployment becomes")
        .choices(TARGETS)
        .default("wasmplugin"),
    )
    .option("--read-images", "read missing root ids from the images")
    .option("--plain-http", "read them from a registry without TLS")
    .option("--ca-file <file>", "trust these certificates of a registry")
    .addHelpText(
      "after",
      `
Examples:
  proxy-wasm convert filter-deployment.yaml --to trafficextension
  kubectl get envoyfilter -A -o yaml | proxy-wasm convert -`,
    )
    .action(convertFile);
}

async function convertFile(file: string, values: Values): Promise<void> {
  const { convert, imagesWithoutRootId } =
    await import("../convert/convert.ts");
  const { renderManifest } = await import("../manifests/render-manifest.ts");
  const { text, source } = await read(file);
  const images = values.readImages ? imagesWithoutRootId(text, source) : [];
  const { rootIds, notes } = await rootIdsOf(images, values);
  const made = convert(text, source, values.to, { rootIds });
  for (const note of [...notes, ...made.notes]) {
    printError(`Note: ${printable(note)}`);
  }
  print(renderManifest(made));
}

async function rootIdsOf(images: string[], options: RegistryOptions) {
  if (images.length === 0) return { rootIds: new Map(), notes: [] };
  const { readRootIds } = await import("../convert/read-root-ids.ts");
  return readRootIds(images, options);
}

async function read(file: string): Promise<{ text: string; source: string }> {
  if (file === "-") {
    const { text } = await import("node:stream/consumers");
    return { text: await text(process.stdin), source: "standard input" };
  }
  const { readFileOf } = await import("../base/read-file-of.ts");
  const bytes = await readFileOf("the resources", file);
  return { text: bytes.toString(), source: file };
}

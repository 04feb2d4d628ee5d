import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { CliError } from "../base/cli-error.ts";
import type { ImageDescription } from "../images/describe-image.ts";
import type { ReadOptions } from "../images/open-images.ts";
import * as add from "../images/options.ts";
import { isRefused, type Inspection } from "../inspect/inspection.ts";
import type { CapabilityFormat } from "../inspect/print-capabilities.ts";
import { DEFAULT_PROXY, knownProxies } from "../inspect/proxy-versions.ts";
import { parseReference, type Reference } from "../oci/reference.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { printColored } from "../base/print.ts";

const CAPABILITY_FORMATS: CapabilityFormat[] = ["yaml", "json"];

type InspectOptions = ReadOptions & {
  host: string;
  json?: boolean;
  capabilities?: CapabilityFormat;
  strict?: boolean;
};

/** A module, and the image that it is from. */
interface Subject {
  bytes: Uint8Array<ArrayBuffer>;
  image?: ImageDescription;
}

/** `proxy-wasm inspect`: checks a module against a proxy. */
export function inspectCommand(): Command {
  const command = new Command("inspect")
    .summary("check a module or an image against a proxy")
    .description(
      "Print what is in a module of any SDK, and what a proxy would refuse or cannot do with it: why, how to fix it, and the line that it would log. Of an image it prints the manifest as well. Ends with status 1 where the proxy refuses the module.",
    )
    .argument(
      "<file>",
      "the module, a .wasm file; or an image: [HOST/]NAME:TAG or NAME@DIGEST",
    )
    .option(
      "--host <proxy>",
      `the proxy to check against: ${knownProxies()}`,
      DEFAULT_PROXY,
    )
    .option("--strict", "end with status 1 for warnings as well")
    .option("--json", "print all that is known, as JSON")
    .addOption(
      new Option(
        "--capabilities <format>",
        "print only the least capability_restriction_config",
      )
        .choices(CAPABILITY_FORMATS)
        .conflicts("json"),
    );
  add.addOfflineOption(command);
  add.addRegistryOptions(command);
  add.addStoreOption(command);
  return command
    .addHelpText(
      "after",
      "\nExample: proxy-wasm inspect build/release.wasm --host istio-1.20",
    )
    .action(inspect);
}

async function inspect(name: string, options: InspectOptions): Promise<void> {
  const { inspectModule } = await import("../inspect/inspect-module.ts");
  const { bytes, image } = await readSubject(name, options);
  const inspection = await inspectModule(bytes, options.host);
  printColored(await textOf(name, inspection, image, options));
  const failing = options.strict ? ["error", "warning"] : ["error"];
  if (
    image?.refusal !== undefined ||
    inspection.findings.some(({ severity }) => failing.includes(severity))
  ) {
    process.exitCode = 1;
  }
}

async function readSubject(
  name: string,
  options: InspectOptions,
): Promise<Subject> {
  const reference = existsSync(name) ? undefined : imageNamed(name);
  if (reference === undefined) {
    return { bytes: new Uint8Array(await readFileOf("the module", name)) };
  }
  const { describeImage } = await import("../images/describe-image.ts");
  const { module, description } = await describeImage(reference, options);
  return { bytes: new Uint8Array(module), image: description };
}

/** The image that an argument names, which a tag or a digest tells from a file. */
function imageNamed(name: string): Reference | undefined {
  const last = name.slice(name.lastIndexOf("/") + 1);
  if (!name.startsWith("oci://") && !/[:@]/.test(last)) return undefined;
  try {
    return parseReference(name);
  } catch {
    return undefined;
  }
}

async function textOf(
  name: string,
  inspection: Inspection,
  image: ImageDescription | undefined,
  { json, capabilities }: InspectOptions,
): Promise<string> {
  if (capabilities !== undefined) {
    // An empty list would allow everything.
    if (isRefused(inspection)) throw refused(name, inspection);
    const { printCapabilities } =
      await import("../inspect/print-capabilities.ts");
    return printCapabilities(inspection.capabilities, capabilities);
  }
  if (json) {
    return `${JSON.stringify({ ...(image && { image }), ...inspection }, null, 2)}\n`;
  }
  const { printInspection } = await import("../inspect/print-inspection.ts");
  const { terminalColors } = await import("../base/terminal-colors.ts");
  const colors = terminalColors(process.stdout);
  const module = printInspection(name, inspection, colors);
  if (image === undefined) return module;
  const { printDescription } = await import("../images/print-description.ts");
  return printDescription(image, colors) + module;
}

function refused(name: string, { proxy }: Inspection): CliError {
  return new CliError(
    `Cannot list the capabilities of ${name}: ${proxy} refuses it; see "proxy-wasm inspect".`,
  );
}

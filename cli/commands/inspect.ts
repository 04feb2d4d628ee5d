import { Command, Option } from "commander";
import { CliError } from "../base/cli-error.ts";
import { isRefused, type Inspection } from "../inspect/inspection.ts";
import type { CapabilityFormat } from "../inspect/print-capabilities.ts";
import { DEFAULT_PROXY } from "../inspect/proxy-versions.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { printColored } from "../base/print.ts";

const CAPABILITY_FORMATS: CapabilityFormat[] = ["yaml", "json"];

interface InspectOptions {
  host: string;
  json?: boolean;
  capabilities?: CapabilityFormat;
  strict?: boolean;
}

/** `proxy-wasm inspect`: what a proxy would say of a module. */
export function inspectCommand(): Command {
  return new Command("inspect")
    .summary("say what a proxy would say of a module")
    .description(
      "Print what is in a module of any SDK, and what a proxy would refuse or cannot do with it: why, how to mend it, and the line that it would log. Ends with status 1 where the proxy refuses the module.",
    )
    .argument("<file>", "the module, a .wasm file")
    .option(
      "--host <proxy>",
      "the proxy to check against: envoy-1.16 to envoy-1.40, istio-1.5 to istio-1.31, envoy-gateway-1.1 to envoy-gateway-1.9",
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
    )
    .addHelpText(
      "after",
      "\nExample: proxy-wasm inspect build/release.wasm --host istio-1.20",
    )
    .action(inspect);
}

async function inspect(file: string, options: InspectOptions): Promise<void> {
  const { inspectModule } = await import("../inspect/inspect-module.ts");
  const bytes = new Uint8Array(await readFileOf("the module", file));
  const inspection = await inspectModule(bytes, options.host);
  printColored(await textOf(file, inspection, options));
  const failing = options.strict ? ["error", "warning"] : ["error"];
  if (inspection.findings.some(({ severity }) => failing.includes(severity))) {
    process.exitCode = 1;
  }
}

async function textOf(
  file: string,
  inspection: Inspection,
  { json, capabilities }: InspectOptions,
): Promise<string> {
  if (capabilities !== undefined) {
    // An empty list would allow everything.
    if (isRefused(inspection)) throw refused(file, inspection);
    const { printCapabilities } =
      await import("../inspect/print-capabilities.ts");
    return printCapabilities(inspection.capabilities, capabilities);
  }
  if (json) return `${JSON.stringify(inspection, null, 2)}\n`;
  const { printInspection } = await import("../inspect/print-inspection.ts");
  const { terminalColors } = await import("../base/terminal-colors.ts");
  return printInspection(file, inspection, terminalColors(process.stdout));
}

function refused(file: string, { proxy }: Inspection): CliError {
  return new CliError(
    `Cannot list the capabilities of ${file}: ${proxy} refuses it; see "proxy-wasm inspect".`,
  );
}

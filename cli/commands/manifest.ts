import { Command, Option } from "commander";
import { parseHostPort } from "../base/host-port.ts";
import type { EnvoyAround } from "../manifests/envoy.ts";
import { ENVOY, KUBERNETES_KINDS } from "../manifests/kinds.ts";
import { proxyOptions } from "../project/proxy-options.ts";
import { ADDRESS_HELP } from "../base/service-address.ts";
import { kindCommands } from "./kind-commands.ts";
import { print, printError } from "../base/print.ts";
import { printable } from "../base/printable.ts";

/** `proxy-wasm manifest`: prints a deployment for one of the platforms. */
export function manifestCommand(): Command {
  const command = new Command("manifest")
    .summary("print what deploys a filter, for Envoy or Kubernetes")
    .description(
      "Print what deploys a filter, from a file, from flags, or from both: a flag goes over the file's key.",
    );
  return kindCommands(
    command,
    "Print",
    [ENVOY, ...KUBERNETES_KINDS],
    async (kind, asked, values) => {
      const { makeManifest } = await import("../manifests/make-manifest.ts");
      const { renderManifest } =
        await import("../manifests/render-manifest.ts");
      // The clusters are among the deployment's keys already.
      const around: EnvoyAround = { ...values, cluster: undefined };
      const made = await makeManifest(kind, { ...asked, around });
      for (const note of made.notes) printError(`Note: ${printable(note)}`);
      print(renderManifest(made));
    },
    (subcommand, kind) => {
      if (kind !== ENVOY) return;
      for (const option of aroundOptions()) subcommand.addOption(option);
      subcommand.addHelpText("after", ADDRESS_HELP);
    },
  );
}

function aroundOptions(): Option[] {
  const addresses = [
    new Option("--listen <host:port>", "(0.0.0.0:10000)"),
    new Option("--admin <host:port>", "the admin interface (127.0.0.1:9901)"),
  ];
  return [
    ...addresses.map((option) => option.argParser(parseHostPort)),
    ...proxyOptions("where the traffic goes").filter(
      (option) => option.attributeName() !== "cluster",
    ),
  ];
}

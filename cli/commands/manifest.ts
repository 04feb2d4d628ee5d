import { Command, Option } from "commander";
import { parseHostPort, type Clusters, type HostPort } from "../host-port.ts";
import { ENVOY, KUBERNETES_KINDS } from "../manifests/kinds.ts";
import { clusterOption } from "../project/project-options.ts";
import { kindCommands } from "./kind-commands.ts";

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
      const { listen, admin, upstream, cluster } = values as Around;
      const around = { listen, admin, upstream, clusters: cluster };
      const made = await makeManifest(kind, { ...asked, around });
      for (const note of made.notes) console.error(`Note: ${note}`);
      process.stdout.write(renderManifest(made));
    },
    (subcommand, kind) => {
      if (kind !== ENVOY) return;
      for (const option of aroundOptions()) subcommand.addOption(option);
    },
  );
}

interface Around {
  listen?: HostPort;
  admin?: HostPort;
  upstream?: HostPort;
  cluster?: Clusters;
}

function aroundOptions(): Option[] {
  const addresses = [
    new Option("--listen <host:port>", "(0.0.0.0:10000)"),
    new Option("--admin <host:port>", "the admin interface (127.0.0.1:9901)"),
    new Option("--upstream <host:port>", "where the traffic goes"),
  ];
  return [
    ...addresses.map((option) => option.argParser(parseHostPort)),
    clusterOption(),
  ];
}

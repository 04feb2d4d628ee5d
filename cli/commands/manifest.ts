import { Command, InvalidArgumentError, Option } from "commander";
import {
  flagsOf,
  withDeploymentOptions,
} from "../deployment/deployment-options.ts";
import type { HostPort } from "../manifests/envoy.ts";
import {
  ENVOY,
  KUBERNETES_KINDS,
  type ManifestKind,
} from "../manifests/kinds.ts";
import { makeManifest } from "../manifests/make-manifest.ts";
import { renderManifest } from "../manifests/render-manifest.ts";

/** `proxy-wasm manifest`: prints a deployment for one of the platforms. */
export function manifestCommand(): Command {
  const command = new Command("manifest")
    .summary("print what deploys a filter, for Envoy or Kubernetes")
    .description(
      "Print what deploys a filter, from a file, from flags, or from both: a flag goes over the file's key.",
    );
  for (const kind of [ENVOY, ...KUBERNETES_KINDS]) {
    command.addCommand(kindCommand(kind));
  }
  return command;
}

function kindCommand(kind: ManifestKind): Command {
  const command = new Command(kind.name)
    .summary(kind.summary)
    .description(`Print ${kind.summary}.`)
    .option("-f, --file <file>", "the deployment's keys, as YAML");
  if (kind === ENVOY) {
    for (const option of aroundOptions()) command.addOption(option);
  }
  return withDeploymentOptions(command)
    .addHelpText(
      "after",
      `\nExample: proxy-wasm manifest ${kind.name} --file deployment.yaml`,
    )
    .action(async (values: Record<string, unknown>) => {
      const { listen, admin, upstream } = values as Record<string, HostPort>;
      const made = await makeManifest(kind, {
        file: values.file as string | undefined,
        flags: flagsOf(values),
        around: { listen, admin, upstream },
      });
      for (const note of made.notes) console.error(`Note: ${note}`);
      process.stdout.write(renderManifest(made));
    });
}

function aroundOptions(): Option[] {
  return [
    new Option("--listen <host:port>", "(0.0.0.0:10000)"),
    new Option("--admin <host:port>", "the admin interface (127.0.0.1:9901)"),
    new Option("--upstream <host:port>", "where the traffic goes"),
  ].map((option) => option.argParser(parseHostPort));
}

function parseHostPort(text: string): HostPort {
  const [, host, digits] = /^\[?([^\]]+)\]?:(\d+)$/.exec(text) ?? [];
  const port = Number(digits);
  if (host !== undefined && port <= 65535) return { host, port };
  throw new InvalidArgumentError("It must be HOST:PORT.");
}

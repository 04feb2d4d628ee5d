import { Command } from "commander";
import type { DeployOptions } from "../kubectl/deploy.ts";
import { KUBERNETES_KINDS } from "../manifests/kinds.ts";
import { kindCommands } from "./kind-commands.ts";
import { print, printError } from "../base/print.ts";
import { printable } from "../base/printable.ts";

/** `proxy-wasm deploy`: gives a manifest to the user's kubectl. */
export function deployCommand(): Command {
  const command = new Command("deploy")
    .summary("deploy a filter to Kubernetes, by kubectl")
    .description(
      'Deploy what "proxy-wasm manifest" prints, by the kubectl of this machine (or $KUBECTL), with server-side apply.',
    );
  return kindCommands(
    command,
    "Deploy",
    KUBERNETES_KINDS,
    async (kind, asked, values) => {
      const { deploy } = await import("../kubectl/deploy.ts");
      const { makeManifest } = await import("../manifests/make-manifest.ts");
      const { renderManifest } =
        await import("../manifests/render-manifest.ts");
      const made = await makeManifest(kind, asked);
      for (const note of made.notes) printError(`Note: ${printable(note)}`);
      const options = values as DeployOptions;
      print(await deploy(renderManifest(made), options));
    },
    (subcommand) =>
      withCluster(subcommand)
        .option("--diff", "show what would change, and change nothing")
        .option("--force-conflicts", "take over what others have set"),
  );
}

/** `proxy-wasm undeploy`: takes back what `deploy` did. */
export function undeployCommand(): Command {
  const command = new Command("undeploy")
    .summary("take a filter back from Kubernetes, by kubectl")
    .description(
      'Delete what "proxy-wasm deploy" has deployed, by the kubectl of this machine (or $KUBECTL).',
    );
  return kindCommands(
    command,
    "Take back",
    KUBERNETES_KINDS,
    async (kind, asked, values) => {
      const { undeploy } = await import("../kubectl/deploy.ts");
      const { makeManifest } = await import("../manifests/make-manifest.ts");
      const { renderManifest } =
        await import("../manifests/render-manifest.ts");
      const made = await makeManifest(kind, asked);
      const options = values as DeployOptions;
      print(await undeploy(renderManifest(made), options));
    },
    withCluster,
  );
}

function withCluster(command: Command): Command {
  return command
    .option("--dry-run", "let the API server check it, and change nothing")
    .option("--kube-context <name>", "a context of the kubeconfig");
}

import { Command } from "commander";
import type { NameOptions } from "../kubectl/named-resource.ts";
import type { UndeployOptions } from "../kubectl/undeploy.ts";
import { KUBERNETES_KINDS } from "../manifests/kinds.ts";
import { print, printError } from "../base/print.ts";
import { printable } from "../base/printable.ts";
import { withClusterOptions } from "./cluster-options.ts";
import { namedKindCommands } from "./named-kind-commands.ts";

/** `proxy-wasm undeploy`: takes back what `deploy` did. */
export function undeployCommand(): Command {
  const command = new Command("undeploy")
    .summary("take a filter back from Kubernetes, by kubectl")
    .description(
      'Delete what "proxy-wasm deploy" has deployed, by the kubectl of this machine (or $KUBECTL).',
    );
  return namedKindCommands<NameOptions & UndeployOptions>(
    command,
    "Take back",
    KUBERNETES_KINDS,
    async (kind, options) => {
      const { namedResources } = await import("../kubectl/named-resource.ts");
      const { undeploy } = await import("../kubectl/undeploy.ts");
      const { canaryNames } = await import("../rollout/canary.ts");
      const names = await namedResources(kind.name, options);
      const alsoIfThere = names.flatMap(canaryNames);
      const given = { ...options, alsoIfThere };
      const { output, notes } = await undeploy(names, given);
      print(output);
      for (const note of notes) printError(`Note: ${printable(note)}`);
    },
    (subcommand) =>
      withClusterOptions(subcommand).option(
        "--force",
        "delete what others own, too",
      ),
  );
}

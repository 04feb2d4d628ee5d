import { Command } from "commander";
import { deploymentOptions } from "../deployment/deployment-options.ts";
import type { NameOptions } from "../kubectl/named-resource.ts";
import type { ManifestKind } from "../manifests/kinds.ts";
import { NAMESPACE_HELP } from "./cluster-options.ts";

/** What says which resource is meant, of the options of a deployment. */
const NAMES = ["name", "namespace"];

/**
 * A subcommand for each kind, which takes the name of a resource that is there.
 *
 * What else `deploy` takes is accepted, too, and means nothing: so what was given to
 * `deploy` may be given here.
 *
 *     namedKindCommands(new Command("undeploy"), "Take back", KINDS, action);
 */
export function namedKindCommands<Options extends NameOptions>(
  parent: Command,
  verb: string,
  kinds: ManifestKind[],
  action: (kind: ManifestKind, options: Options) => Promise<void>,
  prepare: (command: Command) => void = () => undefined,
): Command {
  for (const kind of kinds) {
    const command = new Command(kind.name)
      .summary(kind.summary)
      .description(`${verb} ${kind.summary}.`)
      .option(
        "-f, --file <file>",
        "has its name and namespace (deployment.yaml)",
      );
    prepare(command);
    for (const option of deploymentOptions()) {
      const key = option.attributeName();
      const isName = NAMES.includes(key);
      if (key === "namespace") option.description = NAMESPACE_HELP;
      command.addOption(isName ? option : option.hideHelp());
    }
    command
      .addHelpText(
        "after",
        `\nExample: proxy-wasm ${parent.name()} ${kind.name} --name add-header`,
      )
      .action((options: Options) => action(kind, options));
    parent.addCommand(command);
  }
  return parent;
}

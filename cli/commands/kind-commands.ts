import { Command } from "commander";
import type { DeploymentInput } from "../deployment/deployment.ts";
import { deploymentFile } from "../deployment/deployment-file.ts";
import {
  flagsOf,
  withDeploymentOptions,
} from "../deployment/deployment-options.ts";
import type { ManifestKind } from "../manifests/kinds.ts";

/** What a command does with the flags of one kind. */
export type KindAction = (
  kind: ManifestKind,
  asked: { file?: string; flags: DeploymentInput },
  values: Record<string, unknown>,
) => Promise<void>;

/**
 * A subcommand for each kind, with the flags of a deployment.
 *
 * `verb` begins its description; `prepare` may add options of its own.
 *
 *     kindCommands(new Command("deploy"), "Deploy", KUBERNETES_KINDS, action);
 */
export function kindCommands(
  parent: Command,
  verb: string,
  kinds: ManifestKind[],
  action: KindAction,
  prepare: (command: Command, kind: ManifestKind) => void = () => undefined,
): Command {
  for (const kind of kinds) {
    const command = new Command(kind.name)
      .summary(kind.summary)
      .description(`${verb} ${kind.summary}.`)
      .option("-f, --file <file>", "the keys, as YAML (deployment.yaml)");
    prepare(command, kind);
    const example = `proxy-wasm ${parent.name()} ${kind.name} --file deployment.yaml`;
    withDeploymentOptions(command)
      .addHelpText("after", `\nExample: ${example}`)
      .action((values: Record<string, unknown>) => {
        const given = values.file as string | undefined;
        const file = deploymentFile(given, process.cwd());
        return action(kind, { file, flags: flagsOf(values) }, values);
      });
    parent.addCommand(command);
  }
  return parent;
}

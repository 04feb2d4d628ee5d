import { Command } from "commander";
import type { DeploymentInput } from "../deployment/deployment.ts";
import type { RegistryOptions } from "../images/options.ts";
import type { DeployOptions } from "../kubectl/deploy.ts";
import { KUBERNETES_KINDS, type ManifestKind } from "../manifests/kinds.ts";
import { print, printError } from "../base/print.ts";
import { printable } from "../base/printable.ts";
import { NAMESPACE_HELP, withClusterOptions } from "./cluster-options.ts";
import type { Resource } from "../kubectl/resource.ts";
import type { CanaryPlace } from "../rollout/canary.ts";
import type { PinOptions } from "../rollout/documents.ts";
import { parseCanaryPlace } from "./canary-place.ts";
import { kindCommands } from "./kind-commands.ts";
import { reportStatus, seconds } from "./status.ts";

/** The options of `proxy-wasm deploy`, besides those of a deployment. */
type Options = DeployOptions &
  RegistryOptions &
  PinOptions & { canary?: CanaryPlace; wait?: boolean; timeout?: number };

/** `proxy-wasm deploy`: gives a manifest to the user's kubectl. */
export function deployCommand(): Command {
  const command = new Command("deploy")
    .summary("deploy a filter to Kubernetes, by kubectl")
    .description(
      'Deploy what "proxy-wasm manifest" prints, by the kubectl of this machine (or $KUBECTL), with server-side apply. The tag of an image gets its digest.',
    );
  kindCommands(
    command,
    "Deploy",
    KUBERNETES_KINDS,
    (kind, asked, values) => deployKind(kind, asked, values),
    (subcommand) =>
      withClusterOptions(subcommand)
        .option("--diff", "show what would change: status 1 if anything")
        .option("--force-conflicts", "take over what others have set")
        .option(
          "--canary <where>",
          "only on pods with LABEL=VALUE, or for KIND/NAME",
          parseCanaryPlace,
        )
        .option("--wait", "wait until it is in force; status 1 if it is not")
        .option("--timeout <seconds>", "how long to wait", seconds, 60)
        .option("--no-pin", "leave the tag of an image as it is")
        .option("--plain-http", "ask a registry without TLS for the digest")
        .option("--ca-file <file>", "trust these certificates of a registry"),
  );
  for (const subcommand of command.commands) hideRare(subcommand);
  return command;
}

/** Says whether each document is in force, once it is or the time is over. */
async function waitFor(documents: Resource[], options: Options) {
  const { isExclusion } = await import("../rollout/canary.ts");
  const { nameOfDocument } = await import("../kubectl/resource.ts");
  const { filterStatus } = await import("../status/filter-status.ts");
  for (const document of documents) {
    if (isExclusion(document)) continue;
    const name = nameOfDocument(document);
    await reportStatus(() => filterStatus(name, options), options);
  }
}

/** What few deployments have: it is in the help of `manifest`. */
const RARE = [
  ...["vmId", "vmConfiguration", "env", "hostEnv", "proxyVersion", "form"],
  ...["capabilities", "allowOnHeadersStopIteration", "singleton"],
];

function hideRare(command: Command): void {
  for (const option of command.options) {
    const key = option.attributeName();
    if (RARE.includes(key)) option.hideHelp();
    if (key === "namespace") option.description = NAMESPACE_HELP;
  }
  const kind = command.name();
  const all = `All flags of "proxy-wasm manifest ${kind}" are taken.`;
  command.addHelpText("after", all);
}

async function deployKind(
  kind: ManifestKind,
  asked: { file?: string; flags: DeploymentInput },
  options: Options,
): Promise<void> {
  const { deploy } = await import("../kubectl/deploy.ts");
  const { partDocuments } = await import("../kubectl/parts.ts");
  const { withCanary } = await import("../rollout/deploy-canary.ts");
  const { deployedDocuments } = await import("../rollout/documents.ts");
  const { documents, notes, comment } = await deployedDocuments(
    kind,
    asked,
    options,
  );
  const { plugins, parts } = partDocuments(kind.name, documents);
  const chosen = options.canary
    ? await withCanary(plugins, options.canary, options)
    : { documents: plugins, notes: [] };
  for (const note of [...notes, ...chosen.notes]) {
    printError(`Note: ${printable(note)}`);
  }
  const { output, differs } = await deploy(
    [...parts, ...chosen.documents],
    options,
  );
  print(output);
  printError(comment.map((line) => `${line}\n`).join(""));
  if (differs) process.exitCode = 1;
  if (options.wait) await waitFor(chosen.documents, options);
}

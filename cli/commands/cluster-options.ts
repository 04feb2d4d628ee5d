import type { Command } from "commander";

/** What a namespace is, where it is not given. */
export const NAMESPACE_HELP = "its namespace (that of the kubeconfig)";

/** Gives a command what `deploy` and `undeploy` know of a cluster. */
export function withClusterOptions(command: Command): Command {
  return command
    .option("--dry-run", "let the API server check it, and change nothing")
    .option("--kube-context <name>", "a context of the kubeconfig");
}

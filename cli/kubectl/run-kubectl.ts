import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { CliError } from "../base/cli-error.ts";
import { kubectlProgram, noKubectl } from "./kubectl-program.ts";

/** How kubectl's own command ended. */
export interface KubectlResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Which cluster is meant. */
export interface ClusterOptions {
  /** A context of the kubeconfig; its current one by default. */
  kubeContext?: string;
}

/** What kubectl says when there is nothing for it to talk to. */
const NO_CLUSTER =
  /connection to the server .* was refused|no configuration has been provided|Unable to connect to the server|connection refused|context .* does not exist|no such host|i\/o timeout/i;

/** What the API server itself has said: so it can be reached. */
const FROM_SERVER = /^Error from server\b/;

/** The API server asks a webhook before it takes a resource. */
const WEBHOOK = /failed calling webhook "([^"]+)"/;

/** A platform that is not installed. */
const UNKNOWN_KIND = /doesn't have a resource type|no matches for kind/;

/**
 * Runs the user's kubectl with something on its standard input.
 *
 * `$KUBECTL` names another program. Throws a {@link CliError} where there is
 * none, where it reaches no cluster, and where a webhook does not answer.
 *
 *     await runKubectl(["apply", "-f", "-"], {}, yaml);
 */
export async function runKubectl(
  args: string[],
  cluster: ClusterOptions,
  input = "",
): Promise<KubectlResult> {
  const program = kubectlProgram();
  const child = spawn(program, [...clusterArgs(cluster), ...args], {
    stdio: "pipe",
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  // A program that ends early closes the pipe; its own message tells why.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    const [status, [stdout, stderr]] = await Promise.all([ended, output]);
    if (status !== 0) refuseUnanswered(stderr);
    return { status, stdout, stderr };
  } catch (cause) {
    throw noKubectl(program, cause);
  }
}

/** The arguments by which kubectl talks to a cluster. */
export function clusterArgs({ kubeContext }: ClusterOptions): string[] {
  return kubeContext === undefined ? [] : [`--context=${kubeContext}`];
}

function refuseUnanswered(stderr: string): void {
  const lines = stderr.split("\n");
  const webhook = lines.find((line) => WEBHOOK.test(line));
  if (webhook !== undefined) {
    const [, name = ""] = WEBHOOK.exec(webhook) ?? [];
    throw new CliError(
      `The cluster's webhook ${name} does not answer, so the API server takes no such resource: kubectl says "${webhook.trim()}"; see whether the control plane runs, for Istio by "kubectl -n istio-system get pods -l app=istiod".`,
    );
  }
  const unknown = lines.find((line) => UNKNOWN_KIND.test(line));
  if (unknown !== undefined) {
    throw new CliError(
      `The cluster does not know this kind of resource: kubectl says "${unknown.trim()}"; install the platform, or choose a kind of the platform that is there.`,
    );
  }
  if (lines.some((line) => FROM_SERVER.test(line))) return;
  const line = lines.find((each) => NO_CLUSTER.test(each));
  if (line === undefined) return;
  throw new CliError(
    `Cannot reach a Kubernetes cluster: kubectl says "${line.trim()}"; check its context with "kubectl cluster-info".`,
  );
}

import { CliError } from "../base/cli-error.ts";
import { runKubectl } from "./run-kubectl.ts";

/** What to do with a cluster, and which. */
export interface DeployOptions {
  /** Ask the API server what it would do, and do nothing. */
  dryRun?: boolean;
  /** Show what would change, and do nothing. */
  diff?: boolean;
  /** Take over fields that another manager set. */
  forceConflicts?: boolean;
  /** A context of the kubeconfig; its current one by default. */
  kubeContext?: string;
}

/** Who owns the fields, in the words of server-side apply. */
const MANAGER = "--field-manager=proxy-wasm";

/**
 * Applies resources on the server's side, and returns what kubectl printed.
 *
 * Applying them again changes nothing. Throws a {@link CliError} with kubectl's
 * own words when the server refuses them.
 *
 *     await deploy(yaml, { dryRun: true });
 */
export async function deploy(
  yaml: string,
  options: DeployOptions = {},
): Promise<string> {
  const verb = options.diff ? "diff" : "apply";
  const result = await runKubectl(
    [
      ...contextOf(options),
      verb,
      "--server-side",
      MANAGER,
      ...(options.forceConflicts ? ["--force-conflicts"] : []),
      ...(options.dryRun && !options.diff ? ["--dry-run=server"] : []),
      "--filename=-",
    ],
    yaml,
  );
  // kubectl diff answers 1 where there is a difference.
  const ok = result.status === 0 || (options.diff && result.status === 1);
  if (ok && result.stderr === "") return result.stdout;
  if (ok) return `${result.stderr}${result.stdout}`;
  throw refusal("deploy", result.stderr);
}

/**
 * Deletes resources, and returns what kubectl printed; what is not there is no
 * error.
 *
 *     await undeploy(yaml);
 */
export async function undeploy(
  yaml: string,
  options: Pick<DeployOptions, "dryRun" | "kubeContext"> = {},
): Promise<string> {
  const { status, stdout, stderr } = await runKubectl(
    [
      ...contextOf(options),
      "delete",
      "--ignore-not-found",
      "--wait=false",
      ...(options.dryRun ? ["--dry-run=server"] : []),
      "--filename=-",
    ],
    yaml,
  );
  if (status === 0) return stdout;
  throw refusal("undeploy", stderr);
}

function contextOf({ kubeContext }: DeployOptions): string[] {
  return kubeContext === undefined ? [] : [`--context=${kubeContext}`];
}

function refusal(verb: string, stderr: string): CliError {
  return new CliError(`Cannot ${verb}: kubectl says: ${stderr.trim()}`);
}

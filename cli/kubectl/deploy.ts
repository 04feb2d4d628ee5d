import { CliError } from "../base/cli-error.ts";
import { withHistory } from "./history.ts";
import { printYaml } from "../yaml/print-yaml.ts";
import { liveResource } from "./live-resource.ts";
import { labelled, MANAGER } from "./ownership.ts";
import { nameOfDocument, type Resource } from "./resource.ts";
import { runKubectl, type ClusterOptions } from "./run-kubectl.ts";

/** What to do with a cluster, and which. */
export interface DeployOptions extends ClusterOptions {
  /** Ask the API server what it would do, and do nothing. */
  dryRun?: boolean;
  /** Show what would change, and do nothing. */
  diff?: boolean;
  /** Take over fields that another manager set. */
  forceConflicts?: boolean;
}

/** What came of it. */
export interface Deployed {
  /** What kubectl printed. */
  output: string;
  /** Whether `diff` found a difference. */
  differs: boolean;
}

/**
 * Applies resources on the server's side, with the label by which `undeploy` knows
 * them and the spec that `rollback` would go back to.
 *
 * Applying them again changes nothing. Throws a {@link CliError} with kubectl's
 * own words when the server refuses them.
 *
 *     await deploy(documents, { dryRun: true });
 */
export async function deploy(
  documents: Resource[],
  options: DeployOptions,
): Promise<Deployed> {
  const { dryRun = false, diff = false, forceConflicts = false } = options;
  const marked = [];
  for (const document of documents) {
    const live = document.spec
      ? await liveResource(nameOfDocument(document), options)
      : undefined;
    marked.push(labelled(withHistory(document, live)));
  }
  const { status, stdout, stderr } = await runKubectl(
    [
      diff ? "diff" : "apply",
      "--server-side",
      `--field-manager=${MANAGER}`,
      ...(forceConflicts ? ["--force-conflicts"] : []),
      ...(dryRun && !diff ? ["--dry-run=server"] : []),
      "--filename=-",
    ],
    options,
    marked.map(printYaml).join("---\n"),
  );
  // kubectl diff answers 1 where there is a difference, and more where it failed.
  const differs = diff && status === 1;
  if (status === 0 || differs) return { output: `${stderr}${stdout}`, differs };
  throw new CliError(`Cannot deploy: kubectl says: ${stderr.trim()}`);
}

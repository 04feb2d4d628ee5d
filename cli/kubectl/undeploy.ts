import { CliError } from "../base/cli-error.ts";
import { getList, liveResource } from "./live-resource.ts";
import { isCanary, otherOwner, OURS } from "./ownership.ts";
import { liveParts } from "./parts.ts";
import { describe, type ResourceName } from "./resource.ts";
import { runKubectl, type ClusterOptions } from "./run-kubectl.ts";

export interface UndeployOptions extends ClusterOptions {
  /** Ask the API server what it would do, and do nothing. */
  dryRun?: boolean;
  /** Delete what others own, too. */
  force?: boolean;
  /** Canaries that go, too, where they are there, before what is named. */
  alsoIfThere?: ResourceName[];
}

/** What came of it. */
export interface Undeployed {
  /** What kubectl printed. */
  output: string;
  /** What the user should know, a sentence each. */
  notes: string[];
}

/**
 * Deletes resources that `deploy` has made; one that is not there is a note, and
 * one that others own is an error, before anything is deleted.
 *
 *     await undeploy([nameResource("wasmplugin", "shop", "auth")], {});
 */
export async function undeploy(
  names: ResourceName[],
  options: UndeployOptions,
): Promise<Undeployed> {
  const present: ResourceName[] = [];
  const notes: string[] = [];
  const { alsoIfThere = [] } = options;
  for (const name of [...alsoIfThere, ...names]) {
    const live = await liveResource(name, options);
    const owner = live && otherOwner(live);
    const isNamed = names.includes(name);
    if (!isNamed && !(live && isCanary(live))) continue;
    if (live === undefined) {
      notes.push(await missing(name, options));
    } else if (owner !== undefined && !options.force) {
      throw new CliError(
        `Cannot undeploy ${describe(name)}: it belongs to ${owner}, not to "proxy-wasm deploy"; --force deletes it all the same.`,
      );
    } else {
      present.push(name);
    }
  }
  const parts = [];
  for (const name of present) parts.push(...(await liveParts(name, options)));
  const outputs = [];
  for (const name of [...present, ...parts])
    outputs.push(await remove(name, options));
  return { output: outputs.join(""), notes };
}

/** Deletes one resource, whoever owns it, and returns what kubectl printed. */
export async function remove(
  { type, namespace, name }: ResourceName,
  options: UndeployOptions,
): Promise<string> {
  const { status, stdout, stderr } = await runKubectl(
    [
      "delete",
      `${type}/${name}`,
      `--namespace=${namespace}`,
      "--ignore-not-found",
      "--wait=false",
      ...(options.dryRun ? ["--dry-run=server"] : []),
    ],
    options,
  );
  if (status === 0) return stdout;
  throw new CliError(`Cannot undeploy: kubectl says: ${stderr.trim()}`);
}

/** Says that a resource does not exist, and names those that `deploy` has made. */
async function missing(
  name: ResourceName,
  options: ClusterOptions,
): Promise<string> {
  const { type, namespace, kind } = name;
  const ours = await getList(
    [type, `--namespace=${namespace}`, `--selector=${OURS}`],
    options,
  );
  const others = ours.map(({ metadata }) => metadata.name).join(", ");
  const known = others
    ? `"proxy-wasm deploy" has made ${others} of this kind there`
    : `"proxy-wasm deploy" has made no ${kind} there`;
  return `There is no ${describe(name)}: ${known}.`;
}
